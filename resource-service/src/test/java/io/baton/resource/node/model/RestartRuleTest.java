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

    @ParameterizedTest(name = "{1} {0}, durable {2}, data {3}, route {4}: {5}")
    @CsvSource({
        "PROXY,   SERVING,   false, ABSENT,   OPEN,      Start",
        "PROXY,   PLANNED,   false, ABSENT,   OPEN,      Leave",
        "REPLICA, SERVING,   false, ABSENT,   OPEN,      Start",
        "REPLICA, SERVING,   true,  PRESENT,  OPEN,      Start",
        "REPLICA, ALLOCATED, false, ABSENT,   OPEN,      Start",
        "REPLICA, PLANNED,   false, ABSENT,   OPEN,      Leave",
        "MASTER,  PLANNED,   false, ABSENT,   ELSEWHERE, Leave",
        "MASTER,  ALLOCATED, false, ABSENT,   ELSEWHERE, Start",
        "MASTER,  ALLOCATED, false, PRESENT,  ELSEWHERE, Start",
        "MASTER,  ALLOCATED, false, PRESENT,  OPEN,      Wait",
        "MASTER,  ALLOCATED, false, PRESENT,  HERE,      Refuse",
        "MASTER,  ALLOCATED, true,  ABSENT,   HERE,      Refuse",
        "MASTER,  ALLOCATED, true,  PRESENT,  HERE,      Start",
        "MASTER,  ALLOCATED, true,  PRESENT,  OPEN,      Start",
        "MASTER,  ALLOCATED, false, COMPLETE, HERE,      Start",
        "MASTER,  SERVING,   true,  PRESENT,  HERE,      Start",
        "MASTER,  SERVING,   false, COMPLETE, HERE,      Start",
        "MASTER,  SERVING,   true,  ABSENT,   HERE,      Refuse",
        "MASTER,  SERVING,   false, PRESENT,  HERE,      Refuse",
        "MASTER,  SERVING,   false, ABSENT,   ELSEWHERE, Refuse",
    })
    void judges(NodeRole role, NodeStage stage, boolean durable, DataOnDisk data, Route route, String verdict) {
        assertThat(RestartRule.judge(node(role, stage, Desired.RUNNING, durable), data, route)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void asksForTheRouteOnlyWhereItMatters() {
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.MASTER, NodeStage.ALLOCATED, Desired.RUNNING, false), DataOnDisk.PRESENT))
                .isTrue();
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, false), DataOnDisk.PRESENT))
                .isFalse();
        assertThat(RestartRule.dependsOnRoute(
                        node(NodeRole.REPLICA, NodeStage.ALLOCATED, Desired.RUNNING, false), DataOnDisk.ABSENT))
                .isFalse();
    }

    @Test
    void leavesWhateverIsToBeGone() {
        for (NodeRole role : NodeRole.values()) {
            assertThat(RestartRule.judge(
                            node(role, NodeStage.SERVING, Desired.GONE, true), DataOnDisk.PRESENT, Route.HERE))
                    .isEqualTo(new Leave());
        }
    }

    @Test
    void aRefusalSaysWhy() {
        Refuse lost = (Refuse) RestartRule.judge(
                node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, true), DataOnDisk.ABSENT, Route.HERE);

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
                durable);
    }
}
