package io.baton.e2e.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.Sign;
import com.tencentcloudapi.redis.v20180412.RedisClient;
import com.tencentcloudapi.redis.v20180412.models.DescribeInstanceDTSInfoRequest;
import com.tencentcloudapi.redis.v20180412.models.DescribeInstanceDTSInfoResponse;
import com.tencentcloudapi.redis.v20180412.models.DescribeInstancesRequest;
import com.tencentcloudapi.redis.v20180412.models.DescribeInstancesResponse;
import com.tencentcloudapi.redis.v20180412.models.DescribeMaintenanceWindowRequest;
import com.tencentcloudapi.redis.v20180412.models.DescribeMaintenanceWindowResponse;
import com.tencentcloudapi.redis.v20180412.models.DescribeTaskInfoRequest;
import com.tencentcloudapi.redis.v20180412.models.DescribeTaskInfoResponse;
import com.tencentcloudapi.redis.v20180412.models.DescribeTaskListRequest;
import com.tencentcloudapi.redis.v20180412.models.InstanceSet;
import com.tencentcloudapi.redis.v20180412.models.ModifyMaintenanceWindowRequest;
import com.tencentcloudapi.redis.v20180412.models.TaskInfoDetail;
import com.tencentcloudapi.redis.v20180412.models.UpgradeInstanceVersionRequest;
import com.tencentcloudapi.redis.v20180412.models.UpgradeProxyVersionRequest;
import com.tencentcloudapi.redis.v20180412.models.UpgradeSmallVersionRequest;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.local.StackFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What scripts for the managed cloud do, with its own SDK and the key pair that deploy/up has shown. */
@Order(3)
@ExtendWith(SharedStack.class)
class CloudSdkTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long NOW = 1;
    private static final long SWITCH_NOW = 2;

    private final StackHarness stack;
    private String endpoint;
    private String keyId;
    private String secret;
    private CloudSdk sdk;

    CloudSdkTest(StackHarness stack) {
        this.stack = stack;
    }

    @BeforeEach
    void useTheKeyPairThatWasShown() throws Exception {
        String shown = Files.readString(stack.home().path().resolve("up.log"));
        endpoint = "localhost:"
                + StackFile.read(stack.home()).orElseThrow().ports().api();
        keyId = after("BATON_API_KEY_ID=", shown);
        secret = after("BATON_API_KEY_SECRET=", shown);
        sdk = new CloudSdk(endpoint, keyId, secret);
    }

    @Test
    void listsUpgradesAMinorAndAMajorVersionAndFollowsBothToTheirEnd() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.6", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            InstanceSet shown = shown(instance);
            assertThat(shown.getStatus()).isEqualTo(2);
            assertThat(shown.getType()).isEqualTo(15);
            assertThat(shown.getCurrentRedisVersion()).isEqualTo("6.2.6");
            assertThat(shown.getUpgradeRedisVersion()).isEqualTo("6.2.7");
            assertThat(shown.getNodeSet()).hasSize(2);
            assertThat(shown.getPort())
                    .isEqualTo((long) instance.view().endpoint().port());

            UpgradeSmallVersionRequest small = new UpgradeSmallVersionRequest();
            small.setInstanceId(instance.id());
            small.setCurrentRedisVersion(shown.getCurrentRedisVersion());
            small.setUpgradeRedisVersion(shown.getUpgradeRedisVersion());
            small.setInstanceTypeUpgradeNow(NOW);
            follow(sdk.call(RedisClient::UpgradeSmallVersion, small).getFlowId());
            assertThat(instance.engineVersion()).isEqualTo("6.2.7");

            UpgradeInstanceVersionRequest version = new UpgradeInstanceVersionRequest();
            version.setInstanceId(instance.id());
            version.setTargetInstanceType("17");
            version.setSwitchOption(SWITCH_NOW);
            String deal = sdk.call(RedisClient::UpgradeInstanceVersion, version).getDealId();
            TaskInfoDetail task = tasks(instance).get(0);
            assertThat(task.getTaskId()).hasToString(deal);
            assertThat(task.getTaskType()).isEqualTo("043");
            follow(task.getTaskId());
            load.stopAndExpectNothingHappened();

            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
            assertThat(shown(instance).getType()).isEqualTo(17);
            assertThat(tasks(instance)).extracting(TaskInfoDetail::getResult).containsExactly(2L, 2L);
            DescribeInstanceDTSInfoRequest sync = new DescribeInstanceDTSInfoRequest();
            sync.setInstanceId(instance.id());
            DescribeInstanceDTSInfoResponse synced = sdk.call(RedisClient::DescribeInstanceDTSInfo, sync);
            assertThat(synced.getStatus()).isEqualTo(9);
            assertThat(synced.getCutDownTime()).isNotBlank();
            assertThat(synced.getSrcInfo().getType()).isEqualTo(15);
            assertThat(synced.getDstInfo().getType()).isEqualTo(17);
        }
    }

    @Test
    void readsAndChangesTheWindow() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 0)) {
            DescribeMaintenanceWindowRequest read = new DescribeMaintenanceWindowRequest();
            read.setInstanceId(instance.id());
            assertThat(sdk.call(RedisClient::DescribeMaintenanceWindow, read).getStartTime())
                    .as("one of the windows at night that instances without one are spread over")
                    .isEqualTo(instance.view().maintenanceWindow().start())
                    .matches("0[345]:(00|15|30|45)|06:00");

            ModifyMaintenanceWindowRequest move = new ModifyMaintenanceWindowRequest();
            move.setInstanceId(instance.id());
            move.setStartTime("23:30");
            move.setEndTime("01:00");
            assertThat(sdk.call(RedisClient::ModifyMaintenanceWindow, move).getStatus())
                    .isEqualTo("success");

            DescribeMaintenanceWindowResponse moved = sdk.call(RedisClient::DescribeMaintenanceWindow, read);
            assertThat(moved.getStartTime()).isEqualTo("23:30");
            assertThat(moved.getEndTime()).isEqualTo("01:00");
            assertThat(instance.view().maintenanceWindow().start()).isEqualTo("23:30");

            move.setEndTime("03:00");
            assertThat(sdk.fails(RedisClient::ModifyMaintenanceWindow, move))
                    .isEqualTo("InvalidParameter.InvalidParameter");
        }
    }

    @Test
    void whatIsWrongGetsThatCloudsOwnErrors() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 0)) {
            DescribeInstancesRequest list = new DescribeInstancesRequest();
            assertThat(new CloudSdk(endpoint, keyId, "another-secret-of-somebody")
                            .fails(RedisClient::DescribeInstances, list))
                    .isEqualTo("AuthFailure.SignatureFailure");
            assertThat(new CloudSdk(endpoint, "nobody", secret).fails(RedisClient::DescribeInstances, list))
                    .isEqualTo("AuthFailure.SecretIdNotFound");
            assertThat(sdk.fails("DestroyInstances")).isEqualTo("InvalidAction");

            UpgradeInstanceVersionRequest cluster = new UpgradeInstanceVersionRequest();
            cluster.setInstanceId(instance.id());
            cluster.setTargetInstanceType("18");
            cluster.setSwitchOption(SWITCH_NOW);
            assertThat(sdk.fails(RedisClient::UpgradeInstanceVersion, cluster))
                    .isEqualTo("UnsupportedOperation.ClusterInstanceAccessedDeny");
            UpgradeProxyVersionRequest proxy = new UpgradeProxyVersionRequest();
            proxy.setInstanceId(instance.id());
            proxy.setCurrentProxyVersion("1");
            proxy.setUpgradeProxyVersion("2");
            proxy.setInstanceTypeUpgradeNow(NOW);
            assertThat(sdk.fails(RedisClient::UpgradeProxyVersion, proxy))
                    .isEqualTo("UnsupportedOperation.InstanceNotOperation");
            DescribeTaskInfoRequest unknown = new DescribeTaskInfoRequest();
            unknown.setTaskId(1L);
            assertThat(sdk.fails(RedisClient::DescribeTaskInfo, unknown)).isEqualTo("FailedOperation.FlowNotExists");
            assertThat(instance.view().status()).isEqualTo("RUNNING");
        }
    }

    /** The SDK always takes the time of now, so this is sent by hand, signed with the SDK's own functions. */
    @Test
    void anExpiredTimestampGetsThatCloudsOwnError() throws Exception {
        assertThat(signedAt(Instant.now())).contains("\"TotalCount\"");
        assertThat(signedAt(Instant.now().minusSeconds(301))).contains("AuthFailure.SignatureExpire");
    }

    private String signedAt(Instant instant) throws Exception {
        String date = instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        String scope = date + "/" + endpoint + "/tc3_request";
        String canonical = "POST\n/\n\ncontent-type:application/json\nhost:" + endpoint + "\n\ncontent-type;host\n"
                + Sign.sha256Hex("{}");
        String toSign =
                "TC3-HMAC-SHA256\n" + instant.getEpochSecond() + "\n" + scope + "\n" + Sign.sha256Hex(canonical);
        byte[] key = ("TC3" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(date, endpoint, "tc3_request", toSign)) {
            key = Sign.hmac256(key, part);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + endpoint + "/"))
                .header("Content-Type", "application/json")
                .header("X-TC-Action", "DescribeInstances")
                .header("X-TC-Version", "2018-04-12")
                .header("X-TC-Timestamp", Long.toString(instant.getEpochSecond()))
                .header(
                        "Authorization",
                        "TC3-HMAC-SHA256 Credential=" + keyId + "/" + scope
                                + ", SignedHeaders=content-type;host, Signature="
                                + HexFormat.of().formatHex(key))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private InstanceSet shown(TestInstance instance) throws Exception {
        DescribeInstancesRequest request = new DescribeInstancesRequest();
        request.setInstanceId(instance.id());
        DescribeInstancesResponse answer = sdk.call(RedisClient::DescribeInstances, request);
        assertThat(answer.getTotalCount()).isEqualTo(1);
        return answer.getInstanceSet()[0];
    }

    private List<TaskInfoDetail> tasks(TestInstance instance) throws Exception {
        DescribeTaskListRequest request = new DescribeTaskListRequest();
        request.setInstanceId(instance.id());
        request.setLimit(20L);
        return List.of(sdk.call(RedisClient::DescribeTaskList, request).getTasks());
    }

    /** As scripts do: asks again until it is no longer preparing or running. */
    private void follow(long taskId) {
        DescribeTaskInfoRequest request = new DescribeTaskInfoRequest();
        request.setTaskId(taskId);
        DescribeTaskInfoResponse end = Awaitility.await("task " + taskId + " ends")
                .atMost(LIMIT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> sdk.call(RedisClient::DescribeTaskInfo, request), info -> !List.of("preparing", "running")
                        .contains(info.getStatus()));
        assertThat(end.getStatus()).isEqualTo("succeed");
        assertThat(end.getTaskMessage()).isEmpty();
    }

    private static String after(String name, String text) {
        Matcher matcher = Pattern.compile(Pattern.quote(name) + "(\\S+)").matcher(text);
        assertThat(matcher.find()).as(name + " is shown").isTrue();
        return matcher.group(1);
    }
}
