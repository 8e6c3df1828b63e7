package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.upgrading.application.UpgradeNews;
import io.baton.upgrade.upgrading.application.UpgradeWatch;
import io.baton.upgrade.upgrading.application.UpgradeWatch.Subscription;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** An upgrade, live. */
@Path("/api/v1/upgrades/{id}/events")
@Tag(name = "Upgrades")
public class UpgradeEventsResource {

    /** A reader that is behind by more is cut off; it connects again and gets the current state. */
    private static final int UNREAD = 256;

    private final Upgrades upgrades;
    private final UpgradeWatch watch;
    private final UpgradeJsons json;
    private final Duration heartbeat;

    UpgradeEventsResource(Upgrades upgrades, UpgradeWatch watch, UpgradeJsons json, UpgradeSettings settings) {
        this.upgrades = upgrades;
        this.watch = watch;
        this.json = json;
        this.heartbeat = settings.api().heartbeat();
    }

    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tells of every change of an upgrade",
            description =
                    "Server-sent events named upgrade, one with the current state at once and one for each change. The stream ends after the upgrade's end.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = UpgradeJson.class)))
    @APIResponse(responseCode = "404", description = "There is no such upgrade")
    public Multi<OutboundSseEvent> events(@PathParam("id") String id, @Context Sse sse) {
        upgrades.get(id);
        return Multi.createFrom().emitter(stream -> tell(id, sse, stream), UNREAD);
    }

    private void tell(String upgradeId, Sse sse, MultiEmitter<? super OutboundSseEvent> stream) {
        Subscription changes = watch.subscribe(upgradeId, new Consumer<>() {
            private UpgradeJson last;

            /** Not every change of the state can be seen by users. */
            @Override
            public void accept(UpgradeNews news) {
                UpgradeJson next = json.show(news);
                if (!next.equals(last)) {
                    last = next;
                    stream.emit(event(sse, next));
                }
                if (news.upgrade().phase().ended()) {
                    stream.complete();
                }
            }
        });
        Cancellable heartbeats = Multi.createFrom()
                .ticks()
                .startingAfter(heartbeat)
                .every(heartbeat)
                .subscribe()
                .with(tick -> stream.emit(sse.newEventBuilder().comment("alive").build()));
        stream.onTermination(() -> {
            heartbeats.cancel();
            changes.close();
        });
    }

    private static OutboundSseEvent event(Sse sse, UpgradeJson upgrade) {
        return sse.newEventBuilder()
                .name("upgrade")
                .data(UpgradeJson.class, upgrade)
                .build();
    }
}
