package io.baton.upgrade.instances.infrastructure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The endpoint of a living instance. */
@Entity
@Table(name = "endpoint")
public class EndpointRow {
    @Id
    int port;

    @Column(name = "instance_id")
    String instanceId;
}
