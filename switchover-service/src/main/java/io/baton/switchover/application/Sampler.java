package io.baton.switchover.application;

import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.Reply;
import io.baton.switchover.model.Sample;
import io.baton.switchover.model.SampledKey;
import io.baton.switchover.model.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses keys of an engine, some of each type, from places all over its databases; bounded, however many keys it has. */
final class Sampler {
    private static final int KEYS_OF_A_TYPE = 16;
    private static final int PAGES_OF_A_DATABASE = 12;
    private static final String KEYS_OF_A_PAGE = "64";

    private final EngineClient engine;
    private final Map<ValueType, Integer> chosen = new EnumMap<>(ValueType.class);
    private final List<SampledKey> keys = new ArrayList<>();

    private Sampler(EngineClient engine) {
        this.engine = engine;
    }

    static Sample choose(EngineClient engine) {
        Sampler sampler = new Sampler(engine);
        engine.info("keyspace").keySet().stream()
                .filter(name -> name.matches("db\\d+"))
                .map(name -> Integer.parseInt(name.substring("db".length())))
                .sorted()
                .forEach(sampler::chooseIn);
        return new Sample(sampler.keys);
    }

    private void chooseIn(int database) {
        engine.raw("SELECT", Integer.toString(database));
        Set<String> seen = new HashSet<>();
        String cursor = "0";
        for (int page = 0; page < PAGES_OF_A_DATABASE; page++) {
            List<Reply> scanned =
                    engine.raw("SCAN", cursor, "COUNT", KEYS_OF_A_PAGE).list();
            chooseOf(database, fresh(scanned.get(1).list(), seen));
            // Any number is a valid cursor (redis.io on SCAN): so the pages come from all over the table.
            cursor = scanned.get(0).text().equals("0") && page == 0
                    ? "0"
                    : Integer.toUnsignedString(ThreadLocalRandom.current().nextInt());
            if (cursor.equals("0")) {
                return;
            }
        }
    }

    /** Keys that are no text can't be asked for with this client. */
    private static List<String> fresh(List<Reply> names, Set<String> seen) {
        return names.stream()
                .map(Reply.Text.class::cast)
                .filter(name -> Arrays.equals(name.bytes(), name.text().getBytes(StandardCharsets.UTF_8)))
                .map(Reply::text)
                .filter(seen::add)
                .toList();
    }

    private void chooseOf(int database, List<String> names) {
        List<Reply> types = engine.pipeline(
                names.stream().map(name -> Command.of("TYPE", name)).toList());
        List<SampledKey> candidates = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            ValueType.named(types.get(i).failed() ? "none" : types.get(i).text())
                    .filter(type -> chosen.merge(type, 1, Integer::sum) <= KEYS_OF_A_TYPE)
                    .ifPresent(type -> candidates.add(new SampledKey(database, name, type, false)));
        }
        List<Reply> sizes = engine.pipeline(
                candidates.stream().map(key -> key.type().sizeOf(key.name())).toList());
        for (int i = 0; i < candidates.size(); i++) {
            SampledKey key = candidates.get(i);
            boolean readable =
                    sizes.get(i) instanceof Reply.Number size && key.type().readable(size.value());
            keys.add(new SampledKey(database, key.name(), key.type(), readable));
        }
    }
}
