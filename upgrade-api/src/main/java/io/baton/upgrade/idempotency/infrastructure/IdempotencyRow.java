package io.baton.upgrade.idempotency.infrastructure;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The answer to a request that carried an Idempotency-Key. */
@Entity
@Table(name = "idempotency")
public class IdempotencyRow {
    @Id
    String key;

    String fingerprint;
    Integer status;
    String location;
    String body;
}
