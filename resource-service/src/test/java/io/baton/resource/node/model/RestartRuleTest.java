package io.baton.resource.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Endpoint;
import io.baton.resource.Samples;
import io.baton.resource.node.model.RestartRule.Leave;
import io.baton.resource.node.model.RestartRule.Refuse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartRuleTest {

    @ParameterizedTest(name = "{1} {0}, durable {2}, data {3}, in upgrade {4}, route {5}: {6}")
    @CsvSource({
        "REPLICA, SERVING,   false, ABSENT,   false, OPEN,      Start",
        "REPLICA, SERVING,   true,  PRESENT,  true,  HELD,      Start",
        "REPLICA, ALLOCATED, false, ABSENT,   true,  OPEN,      Start",
        "REPLICA, PLANNED,   false, ABSENT,   false, OPEN,      Leave",
        "MASTER,  PLANNED,   false, ABSENT,   true,  ELSEWHERE, Leave",
        "MASTER,  ALLOCATED, false, ABSENT,   true,  ELSEWHERE, Start",
        "MASTER,  ALLOCATED, false, PRESENT,  true,  ELSEWHERE, Start",
        "MASTER,  ALLOCATED, false, PRESENT,  true,  OPEN,      Wait",
        "MASTER,  ALLOCATED, false, PRESENT,  true,  HELD,      Start",
        "MASTER,  ALLOCATED, false, ABSENT,   true,  HELD,      Start",
        "MASTER,  ALLOCATED, false, PRESENT,  true,  HERE,      Start",
        "MASTER,  ALLOCATED, false, ABSENT,   true,  HERE,      Refuse",
        "MASTER,  ALLOCATED, true,  ABSENT,   true,  HERE,      Refuse",
        "MASTER,  ALLOCATED, true,  PRESENT,  true,  HERE,      Start",
        "MASTER,  ALLOCATED, true,  PRESENT,  true,  OPEN,      Start",
        "MASTER,  ALLOCATED, false, COMPLETE, true,  HERE,      Start",
        "MASTER,  SERVING,   true,  PRESENT,  false, OPEN,      Start",
        "MASTER,  SERVING,   false, COMPLETE, false, OPEN,      Start",
        "MASTER,  SERVING,   true,  ABSENT,   false, OPEN,      Refuse",
        "MASTER,  SERVING,   false, PRESENT,  false, OPEN,      Refuse",
        "MASTER,  SERVING,   true,  PRESENT,  true,  HERE,      Start",
        "MASTER,  SERVING,   true,  ABSENT,   true,  HERE,      Refuse",
        "MASTER,  SERVING,   true,  PRESENT,  true,  HELD,      Wait",
        "MASTER,  SERVING,   true,  COMPLETE, true,  OPEN,      Wait",
        "MASTER,  SERVING,   true,  PRESENT,  true,  ELSEWHERE, Leave",
    })
    void judges(
            NodeRole role,
            NodeStage stage,
            boolean durable,
            DataOnDisk data,
            boolean inUpgrade,
            Route route,
            String verdict) {
        assertThat(RestartRule.judge(node(role, stage, Desired.RUNNING, durable), data, inUpgrade, route)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest(name = "PROXY {0}, its successor {1}: {2}")
    @CsvSource({
        "PLANNED,   NONE,      Leave",
        "ALLOCATED, NONE,      Start",
        "SERVING,   NONE,      Start",
        "SERVING,   STANDBY,   Start",
        "SERVING,   SILENT,    Wait",
        "SERVING,   ACCEPTING, Leave",
        "RETIRING,  ACCEPTING, Leave",
        "RETIRING,  NONE,      Leave",
    })
    void judgesProxies(NodeStage stage, Successor successor, String verdict) {
        assertThat(RestartRule.judge(node(NodeRole.PROXY, stage, Desired.RUNNING, false), successor)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void asksForTheRouteOnlyWhereItMatters() {
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.MASTER, NodeStage.ALLOCATED, Desired.RUNNING, false), DataOnDisk.PRESENT, true))
                .isTrue();
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, true), DataOnDisk.PRESENT, true))
                .isTrue();
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, false), DataOnDisk.PRESENT, false))
                .isFalse();
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.REPLICA, NodeStage.ALLOCATED, Desired.RUNNING, false), DataOnDisk.ABSENT, true))
                .isFalse();
    }

    @Test
    void leavesWhateverIsToBeGone() {
        for (NodeRole role : NodeRole.values()) {
            assertThat(RestartRule.judge(
                            node(role, NodeStage.SERVING, Desired.GONE, true), DataOnDisk.PRESENT, false, Route.HERE))
                    .isEqualTo(new Leave());
        }
    }

    @Test
    void aRefusalSaysWhy() {
        Refuse lost = (Refuse) RestartRule.judge(
                node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, true), DataOnDisk.ABSENT, false, Route.HERE);

        assertThat(lost.why()).contains("data is gone");
    }

    private static Node node(NodeRole role, NodeStage stage, Desired desired, boolean durable) {
        NodeKind kind = role == NodeRole.PROXY ? NodeKind.PROXY : NodeKind.ENGINE;
        return new Node(
                "node-1",
                Samples.INSTANCE,
                null,
                "slot",
                kind,
                role,
                stage,
                desired,
                new Endpoint("127.0.0.1", 22000),
                null,
                Samples.OLD,
                64,
                null,
                Map.of(),
                null,
                null,
                false,
                durable);
    }
}
