package io.baton.upgrade.cloud.infrastructure.rest;

import io.baton.contracts.ProxyNode;
import io.baton.engine.Edition;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.cloud.application.FindingInstances;
import io.baton.upgrade.cloud.application.FindingInstances.Wanted;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.InstanceItem;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.InstanceList;
import io.baton.upgrade.cloud.infrastructure.rest.CloudJson.NodeItem;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.CloudTimes;
import io.baton.upgrade.cloud.model.InstanceStatus;
import io.baton.upgrade.cloud.model.TypeId;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The call that lists instances. */
@ApplicationScoped
public class InstanceCalls {

    private static final int USUAL_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 1000;
    private static final String[] NOT_OF_BATON = {
        "VpcIds",
        "SubnetIds",
        "UniqVpcIds",
        "UniqSubnetIds",
        "ProjectIds",
        "RegionIds",
        "TypeVersion",
        "AutoRenew",
        "BillingMode",
        "MonitorVersion",
        "InstanceTags",
        "TagKeys",
        "ProductVersions",
        "AzMode"
    };

    private final FindingInstances finding;
    private final PlanningUpgrade planning;
    private final CloudTimes times;

    InstanceCalls(FindingInstances finding, PlanningUpgrade planning, UpgradeSettings settings) {
        this.finding = finding;
        this.planning = planning;
        this.times = new CloudTimes(settings.cloud().zone());
    }

    InstanceList list(Parameters parameters) {
        parameters.unsupported(NOT_OF_BATON);
        int limit = parameters.numberWithin("Limit", USUAL_LIMIT, 1, HIGHEST_LIMIT);
        int offset = parameters.numberWithin("Offset", 0, 0, Integer.MAX_VALUE);
        Comparator<InstanceState> order = order(parameters);
        Wanted wanted = new Wanted(
                and(parameters.texts("InstanceIds"), parameters.optionalText("InstanceId").stream()),
                parameters.optionalText("InstanceName").stream().toList(),
                and(parameters.texts("SearchKeys"), parameters.optionalText("SearchKey").stream()),
                parameters.numbers("Status"),
                and(parameters.numbers("TypeList"), parameters.optionalNumber("Type").stream()),
                parameters.optionalText("EngineName").stream().toList());
        parameters.nothingElse();
        List<InstanceState> found = finding.find(wanted).stream().sorted(order).toList();
        return new InstanceList(
                found.size(),
                found.stream().skip(offset).limit(limit).map(this::item).toList());
    }

    private static <T> List<T> and(List<T> some, Stream<T> more) {
        return Stream.concat(some.stream(), more).toList();
    }

    /** Newest first, unless asked otherwise; that cloud's other orders mean nothing here. */
    private static Comparator<InstanceState> order(Parameters parameters) {
        Comparator<InstanceState> order =
                switch (parameters.optionalText("OrderBy").orElse("createtime")) {
                    case "createtime" -> Comparator.comparing(InstanceState::createdAt);
                    case "instancename" -> Comparator.comparing(InstanceState::name);
                    case "type" ->
                        Comparator.comparing(
                                instance -> TypeId.of(instance.build()).orElse(0));
                    default ->
                        throw new CloudError(
                                        "InvalidParameter.NotSupported",
                                        "OrderBy can be createtime, instancename or type.")
                                .asException();
                };
        boolean ascending = parameters.numberWithin("OrderType", 1, 0, 1) == 0;
        return (ascending ? order : order.reversed()).thenComparing(InstanceState::instanceId);
    }

    private InstanceItem item(InstanceState instance) {
        return new InstanceItem(
                instance.name(),
                instance.instanceId(),
                0,
                InstanceStatus.of(instance.phase()),
                instance.endpoint().host(),
                instance.endpoint().port(),
                times.text(instance.createdAt()),
                instance.spec().memoryMb(),
                TypeId.of(instance.build()).orElse(null),
                Edition.parse(instance.build().edition()).title(),
                "standalone",
                instance.phase().name(),
                instance.spec().memoryMb(),
                1,
                instance.spec().replicas(),
                instance.spec().credentialRef() == null,
                instance.openUpgradeId() == null ? 0 : 1,
                nodes(instance),
                instance.build().version(),
                planning.targets(instance)
                        .minor()
                        .map(minor -> minor.version().toString())
                        .orElse(""),
                proxyRelease(instance),
                "");
    }

    /** Of the proxies, which are all of one release but in the middle of an upgrade. */
    private static String proxyRelease(InstanceState instance) {
        return instance.topology() == null
                ? ""
                : instance.topology().proxies().stream()
                        .map(ProxyNode::release)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("");
    }

    private static List<NodeItem> nodes(InstanceState instance) {
        return instance.topology() == null
                ? List.of()
                : Stream.concat(
                                Stream.of(new NodeItem(0)),
                                instance.topology().replicas().stream().map(replica -> new NodeItem(1)))
                        .toList();
    }
}
