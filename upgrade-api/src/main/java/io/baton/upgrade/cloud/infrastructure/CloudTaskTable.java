package io.baton.upgrade.cloud.infrastructure;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;
import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.saga.infrastructure.EventCodec;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.cloud.application.CloudTasks;
import io.baton.upgrade.cloud.model.Task;
import io.baton.upgrade.cloud.model.TaskQuery;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The numbers of upgrades, each given in the transaction that requests the upgrade. */
@ApplicationScoped
public class CloudTaskTable implements CloudTasks {

    private static final String COLUMNS = "select t.number, cast(u.state as text), coalesce(i.state ->> 'name', '')";
    private static final String FROM = " from cloud_task t join saga u on u.key = '" + UPGRADE.name()
            + ":' || t.upgrade_id left join saga i on i.key = '" + INSTANCE.name() + ":' || u.instance_id";
    private static final String WHERE = FROM
            + " where (?1 = '' or u.instance_id = ?1) and (?2 = '' or i.state ->> 'name' = ?2)"
            + " and u.state -> 'plan' ->> 'kind' = any (string_to_array(?3, ','))"
            + " and u.phase = any (string_to_array(?4, ','))"
            + " and cast(u.state ->> 'createdAt' as timestamptz)"
            + " between cast(?5 as timestamptz) and cast(?6 as timestamptz)";
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final EntityManager database;
    private final EventCodec codec;

    CloudTaskTable(EntityManager database, EventCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    void requested(@Observes SagaChanged change) {
        if (change.after() instanceof UpgradeState upgrade && change.before().phase() == UpgradePhase.NEW) {
            database.createNativeQuery("insert into cloud_task (upgrade_id) values (?1) on conflict do nothing")
                    .setParameter(1, upgrade.upgradeId())
                    .executeUpdate();
        }
    }

    @Override
    public long number(String upgradeId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> (Number) database.createNativeQuery("select number from cloud_task where upgrade_id = ?1")
                        .setParameter(1, upgradeId)
                        .getSingleResult())
                .longValue();
    }

    @Override
    public Optional<Task> find(long number) {
        return tasks(() -> database.createNativeQuery(COLUMNS + FROM + " where t.number = ?1")
                        .setParameter(1, number))
                .stream()
                .findFirst();
    }

    @Override
    public List<Task> list(TaskQuery query) {
        return tasks(() -> filtered(COLUMNS + WHERE + " order by t.number desc limit ?7 offset ?8", query)
                .setParameter(7, query.limit())
                .setParameter(8, query.offset()));
    }

    @Override
    public long count(TaskQuery query) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> (Number) filtered("select count(*)" + WHERE, query).getSingleResult())
                .longValue();
    }

    private Query filtered(String sql, TaskQuery query) {
        return database.createNativeQuery(sql)
                .setParameter(1, query.instanceId())
                .setParameter(2, query.instanceName())
                .setParameter(3, names(query.kinds()))
                .setParameter(4, names(query.phases()))
                .setParameter(5, (query.from() == null ? LONG_AGO : query.from()).toString())
                .setParameter(6, (query.until() == null ? NEVER : query.until()).toString());
    }

    private List<Task> tasks(java.util.function.Supplier<Query> query) {
        List<?> rows =
                QuarkusTransaction.joiningExisting().call(() -> query.get().getResultList());
        return rows.stream().map(row -> task((Object[]) row)).toList();
    }

    private Task task(Object[] row) {
        return new Task(
                ((Number) row[0]).longValue(), codec.read((String) row[1], UpgradeState.class), (String) row[2]);
    }

    private static String names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
