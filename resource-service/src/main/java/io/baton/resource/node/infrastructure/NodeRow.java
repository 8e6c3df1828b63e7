package io.baton.resource.node.infrastructure;

import io.baton.resource.node.model.Desired;
import io.baton.resource.node.model.NodeKind;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.NodeStage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One node as it is kept. */
@Entity
@Table(name = "node")
public class NodeRow {
    @Id
    String id;

    @Column(name = "instance_id")
    String instanceId;

    @Column(name = "upgrade_id")
    String upgradeId;

    String slot;

    @Enumerated(EnumType.STRING)
    NodeKind kind;

    @Enumerated(EnumType.STRING)
    NodeRole role;

    @Enumerated(EnumType.STRING)
    NodeStage stage;

    @Enumerated(EnumType.STRING)
    Desired desired;

    String host;

    int port;

    @Column(name = "control_port")
    Integer controlPort;

    String edition;

    String version;

    @Column(name = "memory_mb")
    int memoryMb;

    @Column(name = "credential_ref")
    String credentialRef;

    @JdbcTypeCode(SqlTypes.JSON)
    String settings;

    String follows;

    String replaces;

    @Column(name = "shares_endpoint")
    boolean sharesEndpoint;

    boolean durable;

    @Column(name = "created_at", updatable = false, insertable = false)
    Instant createdAt;
}
