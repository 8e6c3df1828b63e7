package io.baton.resource.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Endpoint;
import io.baton.resource.Samples;
import io.baton.resource.node.model.RestartRule.Leave;
import io.baton.resource.node.model.RestartRule.Refuse;
import io.baton.resource.node.model.RestartRule.Start;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartRuleTest {

    @ParameterizedTest(name = "{1} {0}, durable {2}, data {3}: {4}")
    @CsvSource({
        "PROXY,   SERVING,   false, ABSENT,  Start",
        "PROXY,   PLANNED,   false, ABSENT,  Leave",
        "REPLICA, SERVING,   false, ABSENT,  Start",
        "REPLICA, SERVING,   true,  PRESENT, Start",
        "REPLICA, ALLOCATED, false, ABSENT,  Start",
        "REPLICA, PLANNED,   false, ABSENT,  Leave",
        "MASTER,  PLANNED,   false, ABSENT,  Leave",
        "MASTER,  ALLOCATED, false, ABSENT,  Start",
        "MASTER,  ALLOCATED, false, PRESENT, Start",
        "MASTER,  ALLOCATED, true,  PRESENT, Start",
        "MASTER,  ALLOCATED, true,  ABSENT,  Refuse",
        "MASTER,  SERVING,   true,  PRESENT, Start",
        "MASTER,  SERVING,   true,  ABSENT,  Refuse",
        "MASTER,  SERVING,   false, PRESENT, Refuse",
        "MASTER,  SERVING,   false, ABSENT,  Refuse",
    })
    void judges(NodeRole role, NodeStage stage, boolean durable, DataOnDisk data, String verdict) {
        assertThat(RestartRule.judge(node(role, stage, Desired.RUNNING, durable), data)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void leavesWhateverIsToBeGone() {
        for (NodeRole role : NodeRole.values()) {
            assertThat(RestartRule.judge(node(role, NodeStage.SERVING, Desired.GONE, true), DataOnDisk.PRESENT))
                    .isEqualTo(new Leave());
        }
    }

    @Test
    void everyRefusalSaysWhy() {
        Refuse lost = (Refuse)
                RestartRule.judge(node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, true), DataOnDisk.ABSENT);
        assertThat(lost.why()).contains("data is gone");
        assertThat(RestartRule.judge(
                        node(NodeRole.MASTER, NodeStage.SERVING, Desired.RUNNING, true), DataOnDisk.PRESENT))
                .isEqualTo(new Start());
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
