package io.baton.upgrade.console.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.console.model.UpgradePage;
import io.baton.upgrade.upgrading.application.UpgradeNews;
import io.baton.upgrade.upgrading.application.UpgradeWatch;
import io.baton.upgrade.upgrading.application.UpgradeWatch.Subscription;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestStreamElementType;

/**
 * An upgrade's page, live: each event is a part of the page, sent when it changes. A page that connects again gets every
 * part, so it never shows what is over.
 */
@Path("/console")
public class UpgradeLive {

    /** A reader that is behind by more is cut off; it connects again. */
    private static final int UNREAD = 512;

    private static final long RECONNECT_MILLIS = 1_000;
    private static final Map<String, Function<UpgradePage, TemplateInstance>> PARTS = parts();

    private final Upgrades upgrades;
    private final UpgradeWatch watch;
    private final LagTrails trails;
    private final BatonClock clock;
    private final Duration heartbeat;

    UpgradeLive(Upgrades upgrades, UpgradeWatch watch, LagTrails trails, BatonClock clock, UpgradeSettings settings) {
        this.upgrades = upgrades;
        this.watch = watch;
        this.trails = trails;
        this.clock = clock;
        this.heartbeat = settings.api().heartbeat();
    }

    @GET
    @Path("/upgrades/{id}/live")
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> live(@PathParam("id") String id, @Context Sse sse) {
        upgrades.get(id);
        return Multi.createFrom().emitter(stream -> tell(id, new Reader(sse, stream)), UNREAD);
    }

    private void tell(String upgradeId, Reader reader) {
        Subscription changes = watch.subscribe(upgradeId, reader::told);
        Cancellable heartbeats = Multi.createFrom()
                .ticks()
                .startingAfter(heartbeat)
                .every(heartbeat)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(tick -> reader.timePasses());
        reader.stream.onTermination(() -> {
            heartbeats.cancel();
            changes.close();
        });
    }

    /** One page that is open somewhere. */
    private final class Reader {
        private final Sse sse;
        private final MultiEmitter<? super OutboundSseEvent> stream;
        private final Map<String, String> shown = new HashMap<>();
        private UpgradeNews last;

        Reader(Sse sse, MultiEmitter<? super OutboundSseEvent> stream) {
            this.sse = sse;
            this.stream = stream;
        }

        synchronized void told(UpgradeNews news) {
            last = news;
            trails.seen(news.upgrade());
            show();
            if (news.upgrade().phase().ended()) {
                send("end", "");
                stream.complete();
            }
        }

        /** What is so many minutes ahead is fewer now; a connection that nobody reads any more is found out. */
        synchronized void timePasses() {
            stream.emit(sse.newEventBuilder().comment("alive").build());
            if (last != null) {
                show();
            }
        }

        private void show() {
            UpgradeState upgrade = last.upgrade();
            UpgradePage page = UpgradePage.of(upgrade, last.place(), trails.of(upgrade.upgradeId()), clock.now());
            PARTS.forEach((name, part) -> {
                String html = part.apply(page).render();
                if (!html.equals(shown.put(name, html))) {
                    send(name, html);
                }
            });
        }

        private void send(String name, String data) {
            stream.emit(sse.newEventBuilder()
                    .name(name)
                    .reconnectDelay(RECONNECT_MILLIS)
                    .data(String.class, data)
                    .build());
        }
    }

    private static Map<String, Function<UpgradePage, TemplateInstance>> parts() {
        Map<String, Function<UpgradePage, TemplateInstance>> parts = new LinkedHashMap<>();
        parts.put("top", Templates::upgrade$top);
        parts.put("actions", Templates::upgrade$actions);
        parts.put("stages", Templates::upgrade$stages);
        parts.put("sync", Templates::upgrade$sync);
        parts.put("handover", Templates::upgrade$handover);
        parts.put("said", Templates::upgrade$said);
        return parts;
    }
}
