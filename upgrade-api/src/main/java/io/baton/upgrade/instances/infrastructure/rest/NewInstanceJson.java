package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.engine.Secret;
import io.baton.upgrade.instances.application.NewInstance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of POST /instances. */
@Schema(name = "NewInstance")
public record NewInstanceJson(
        @NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*", message = "must not have control characters")
        String name,

        @NotBlank @Schema(enumeration = {"REDIS", "VALKEY"}) String edition,

        @NotBlank
        @Schema(description = "An exact version, or a line, of which the newest build is taken", examples = "6.2.7")
        String version,

        @Schema(description = "Only STANDARD, which is the default", enumeration = "STANDARD")
        String architecture,

        @NotNull @Min(1) @Max(1_048_576) @Schema(description = "Memory of the data, MiB")
        Integer memoryMb,

        @NotNull @Min(0) @Max(5) @Schema(description = "Replicas beside the master")
        Integer replicas,

        @Min(1) @Max(8) @Schema(description = "Proxies that share the endpoint; left out: 1")
        Integer proxies,

        @Size(min = 1, max = 128)
        @Pattern(regexp = "[!-~]*", message = "must be of printable ASCII characters without spaces")
        @Schema(description = "What clients have to say in AUTH; left out: nothing", writeOnly = true)
        String password) {

    /** The same for the use case. */
    public NewInstance wish() {
        return new NewInstance(
                name,
                edition,
                version,
                architecture,
                memoryMb,
                replicas,
                proxies == null ? 1 : proxies,
                Optional.ofNullable(password).map(Secret::of));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewInstanceJson[name=" + name + ", edition=" + edition + ", version=" + version + "]";
    }
}
