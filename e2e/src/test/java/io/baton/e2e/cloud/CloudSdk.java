package io.baton.e2e.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.redis.v20180412.RedisClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The managed cloud's SDK as its users set it up, but for the endpoint; each call and its answer go to a file. */
final class CloudSdk {

    private static final Path TRANSCRIPT = Path.of("target", "cloud-sdk-calls.txt");
    private static final int SECONDS = 20;

    private final RedisClient client;

    CloudSdk(String endpoint, String keyId, String secret) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setEndpoint(endpoint);
        http.setReadTimeout(SECONDS);
        ClientProfile profile = new ClientProfile();
        profile.setHttpProfile(http);
        this.client = new RedisClient(new Credential(keyId, secret), "ap-guangzhou", profile);
    }

    /** A call of the SDK. */
    interface Call<Q extends AbstractModel, A extends AbstractModel> {
        A of(RedisClient client, Q request) throws TencentCloudSDKException;
    }

    <Q extends AbstractModel, A extends AbstractModel> A call(Call<Q, A> call, Q request)
            throws TencentCloudSDKException {
        String sent = request.getClass().getSimpleName() + " " + AbstractModel.toJsonString(request);
        try {
            A answer = call.of(client, request);
            tell(sent, AbstractModel.toJsonString(answer));
            return answer;
        } catch (TencentCloudSDKException failed) {
            tell(sent, failed.getErrorCode() + ": " + failed.getMessage());
            throw failed;
        }
    }

    /** The code of the error that a call fails with. */
    <Q extends AbstractModel, A extends AbstractModel> String fails(Call<Q, A> call, Q request) {
        try {
            return "no error, but " + AbstractModel.toJsonString(call(call, request));
        } catch (TencentCloudSDKException failed) {
            assertThat(failed.getRequestId()).isNotBlank();
            return failed.getErrorCode();
        }
    }

    /** The code of the error that a call by name fails with. */
    String fails(String action) {
        try {
            return "no error, but " + client.call(action, "{}");
        } catch (TencentCloudSDKException failed) {
            tell(action + " {}", failed.getErrorCode() + ": " + failed.getMessage());
            return failed.getErrorCode();
        }
    }

    private static void tell(String sent, String answer) {
        try {
            Files.createDirectories(TRANSCRIPT.getParent());
            Files.writeString(
                    TRANSCRIPT,
                    "> " + sent + "\n< " + answer + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
