package io.baton.saga.infrastructure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One saga as it is kept. */
@Entity
@Table(name = "saga")
public class SagaRow {
    @Id
    String key;

    String saga;

    @Column(name = "saga_id")
    String sagaId;

    @Column(name = "instance_id")
    String instanceId;

    String phase;

    @JdbcTypeCode(SqlTypes.JSON)
    String state;

    @JdbcTypeCode(SqlTypes.JSON)
    String deferred;

    String traceparent;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "work_at")
    Instant workAt;

    @Column(name = "lease_owner")
    String leaseOwner;

    @Column(name = "lease_token")
    long leaseToken;

    @Column(name = "lease_until")
    Instant leaseUntil;

    @Version
    long version;

    @Column(name = "created_at", updatable = false, insertable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    boolean isLeasedTo(long token) {
        return leaseToken == token && leaseOwner != null;
    }

    static String key(String saga, String sagaId) {
        return saga + ":" + sagaId;
    }
}
