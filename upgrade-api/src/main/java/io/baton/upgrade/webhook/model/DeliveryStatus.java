package io.baton.upgrade.webhook.model;

/** What became of a delivery. */
public enum DeliveryStatus {
    /** It is to be tried, for the first time or again. */
    PENDING,
    /** The receiver has answered with a status from 200 to 299. */
    DELIVERED,
    /** It was tried in vain for as long as is tried; it can be asked for again. */
    GIVEN_UP
}
