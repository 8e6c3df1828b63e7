package io.baton.upgrade.cloud;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.awaitStatus;
import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.cloud.CloudClient.call;
import static io.baton.upgrade.cloud.CloudClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.Installation;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The managed cloud's API, on the same instances and upgrades as REST. */
@ServiceTest
class CloudApiTest {

    private static OtherServices others;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @Test
    void aVersionIsUpgradedAndFollowedToItsEnd() {
        Story instance = Api.running(others);
        JsonPath deal = call("UpgradeInstanceVersion", version(instance, "17", 2));
        Story story = new Story(deal.getString("Response.DealName"), instance.instanceId());
        long task = Long.parseLong(deal.getString("Response.DealId"));

        assertThat(others.hear(UpgradeRequested.class, story.instanceId()).to().version())
                .isEqualTo("7.0.15");
        awaitState(story.upgradeId(), "ALLOCATING");
        assertThat(info(task).getString("Response.Status")).isEqualTo("running");
        assertThat(sync(story).getInt("Response.Status")).isEqualTo(1);

        others.tell(story.allocated());
        others.tell(story.progressed(50));
        awaitState(story.upgradeId(), "SYNCING");
        assertThat(listed(story).getInt("Response.InstanceSet[0].Status")).isEqualTo(1);
        others.tell(story.caughtUp(1));
        others.hear(SwitchWindowOpen.class, story.instanceId());
        others.tell(story.completed(1));
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "COMPLETED");

        JsonPath info = info(task);
        assertThat(info.getString("Response.Status")).isEqualTo("succeed");
        assertThat(info.getString("Response.TaskType")).isEqualTo("043");
        assertThat(info.getString("Response.InstanceId")).isEqualTo(story.instanceId());
        assertThat(info.getString("Response.TaskMessage")).isEmpty();
        assertThat(info.getString("Response.StartTime")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        JsonPath sync = sync(story);
        assertThat(sync.getInt("Response.Status")).isEqualTo(9);
        assertThat(sync.getInt("Response.SrcInfo.Type")).isEqualTo(15);
        assertThat(sync.getInt("Response.DstInfo.Type")).isEqualTo(17);
        JsonPath list = call("DescribeTaskList", "{'InstanceId': '" + story.instanceId() + "'}");
        assertThat(list.getInt("Response.TotalCount")).isEqualTo(1);
        assertThat(list.getLong("Response.Tasks[0].TaskId")).isEqualTo(task);
        assertThat(list.getInt("Response.Tasks[0].Result")).isEqualTo(2);
        assertThat(list.getDouble("Response.Tasks[0].Progress")).isEqualTo(100);
        assertThat(list.getString("Response.Tasks[0].InstanceName")).isEqualTo("cache");
        JsonPath shown = listed(story);
        assertThat(shown.getInt("Response.InstanceSet[0].Type")).isEqualTo(17);
        assertThat(shown.getString("Response.InstanceSet[0].CurrentRedisVersion"))
                .isEqualTo("7.0.15");
    }

    @Test
    void aSmallVersionIsUpgradedInTheWindowAndCancelledOverRest() {
        Story instance = Api.running(others, "6.2.6");
        assertThat(listed(instance).getString("Response.InstanceSet[0].UpgradeRedisVersion"))
                .isEqualTo("6.2.7");
        long task = call("UpgradeSmallVersion", smallVersion(instance, "6.2.6", "6.2.7", 0))
                .getLong("Response.FlowId");
        String upgradeId = get(Api.instance(instance.instanceId())).extract().path("openUpgradeId");
        get(Api.upgrade(upgradeId)).body("kind", equalTo("MINOR")).body("switchTime", equalTo("MAINTENANCE_WINDOW"));

        post(Api.upgrade(upgradeId) + "/cancel").statusCode(202);
        Story story = new Story(upgradeId, instance.instanceId());
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(upgradeId, "CANCELLED");

        JsonPath info = info(task);
        assertThat(info.getString("Response.Status")).isEqualTo("failed");
        assertThat(info.getString("Response.TaskMessage")).contains("cancelled");
        assertThat(info.getString("Response.TaskType")).isEqualTo("060");
    }

    @Test
    void anUpgradeThatWasOrderedOverRestIsATaskToo() {
        Story story = Api.upgrading(others, "NOW");
        awaitState(story.upgradeId(), "ALLOCATING");

        JsonPath list = call(
                "DescribeTaskList",
                "{'InstanceId': '%s', 'TaskTypes': ['043'], 'Result': [1], 'Limit': 5, 'Offset': 0}"
                        .formatted(story.instanceId()));
        assertThat(list.getInt("Response.TotalCount")).isEqualTo(1);
        for (String other : List.of(
                "'TaskTypes': ['060']",
                "'TaskTypes': ['061']",
                "'Result': [2]",
                "'TaskStatus': [4]",
                "'EndTime': '2020-01-01 00:00:00'",
                "'BeginTime': '2999-01-01 00:00:00'",
                "'InstanceName': 'another'")) {
            assertThat(call("DescribeTaskList", "{'InstanceId': '" + story.instanceId() + "', " + other + "}")
                            .getInt("Response.TotalCount"))
                    .as(other)
                    .isZero();
        }
        assertThat(call("DescribeTaskList", "{'Offset': 1000000}").getList("Response.Tasks"))
                .isEmpty();
    }

    @Test
    void theWindowIsReadAndMovedAndKeepsItsZone() {
        Story instance = Api.running(others);
        Api.patch(
                Api.instance(instance.instanceId()),
                "{\"maintenanceWindow\": {\"start\": \"01:00\", \"end\": \"02:00\", \"zone\": \"Europe/Berlin\","
                        + " \"days\": [\"SUNDAY\"]}}");
        assertThat(call("ModifyMaintenanceWindow", window(instance, "23:30", "01:00"))
                        .getString("Response.Status"))
                .isEqualTo("success");

        JsonPath window = call("DescribeMaintenanceWindow", id(instance));
        assertThat(window.getString("Response.StartTime")).isEqualTo("23:30");
        assertThat(window.getString("Response.EndTime")).isEqualTo("01:00");
        get(Api.instance(instance.instanceId()))
                .body("maintenanceWindow.zone", equalTo("Europe/Berlin"))
                .body("maintenanceWindow.days", equalTo(List.of("SUNDAY")));
    }

    @ParameterizedTest
    @CsvSource({"03:00, 03:29", "03:00, 06:01", "03:00, 03:00", "3:00, 4:00", "24:00, 01:00"})
    void aWindowThatCantBe(String start, String end) {
        Story instance = Shared.instance();
        assertThat(request("ModifyMaintenanceWindow", window(instance, start, end))
                        .fails())
                .isEqualTo("InvalidParameter.InvalidParameter");
        get(Api.instance(instance.instanceId())).body("maintenanceWindow.start", equalTo("03:00"));
    }

    @Test
    void instancesAreListedByWhatIsLookedFor() {
        Story instance = Api.running(others);
        JsonPath shown = listed(instance);
        assertThat(shown.getInt("Response.TotalCount")).isEqualTo(1);
        assertThat(shown.getInt("Response.InstanceSet[0].Status")).isEqualTo(2);
        assertThat(shown.getInt("Response.InstanceSet[0].Type")).isEqualTo(15);
        assertThat(shown.getString("Response.InstanceSet[0].ProductType")).isEqualTo("standalone");
        assertThat(shown.getString("Response.InstanceSet[0].Engine")).isEqualTo("Redis");
        assertThat(shown.getInt("Response.InstanceSet[0].RedisReplicasNum")).isEqualTo(1);
        assertThat(shown.getList("Response.InstanceSet[0].NodeSet.NodeType")).isEqualTo(List.of(0, 1));
        assertThat(shown.getInt("Response.InstanceSet[0].Port")).isEqualTo((int)
                get(Api.instance(instance.instanceId())).extract().path("endpoint.port"));

        String half = instance.instanceId().substring(6);
        assertThat(count("'SearchKey': '" + half.toUpperCase() + "'")).isEqualTo(1);
        assertThat(count("'SearchKey': '" + half + "', 'Status': [2], 'TypeList': [15, 17], 'EngineName': 'Redis'"))
                .isEqualTo(1);
        assertThat(count("'SearchKey': '" + half + "', 'Status': [-2]")).isZero();
        assertThat(count("'SearchKey': '" + half + "', 'Type': 17")).isZero();
        assertThat(count("'InstanceIds': ['" + instance.instanceId() + "', 'ins-nothere000']"))
                .isEqualTo(1);
        assertThat(call("DescribeInstances", "{'Limit': 1, 'OrderBy': 'instancename', 'OrderType': 0}")
                        .getList("Response.InstanceSet"))
                .hasSize(1);
        assertThat(call("DescribeInstances", "{}").getString("Response.InstanceSet[0].InstanceId"))
                .isEqualTo(instance.instanceId());
    }

    @Test
    void anInstanceThatWasNeverUpgradedHasNoSynchronisation() {
        assertThat(sync(Shared.instance()).<Object>get("Response.JobId")).isNull();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '18', 'SwitchOption': 2} | UnsupportedOperation.ClusterInstanceAccessedDeny",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '99', 'SwitchOption': 2} | InvalidParameter.InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '6', 'SwitchOption': 2}  | InvalidParameter.InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '15', 'SwitchOption': 2} | InvalidParameter.InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '17', 'SwitchOption': 3} | InvalidParameter.InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': 17, 'SwitchOption': 2}   | InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '17', 'SwitchOption': '2'} | InvalidParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '17'}                    | MissingParameter",
                "UpgradeInstanceVersion    | {'TargetInstanceType': '17', 'SwitchOption': 2}                     | MissingParameter",
                "UpgradeInstanceVersion    | {'InstanceId': '%ID%', 'TargetInstanceType': '17', 'SwitchOption': 2, 'Force': 1} | UnknownParameter",
                "UpgradeInstanceVersion    | {'InstanceId': 'ins-nothere000', 'TargetInstanceType': '17', 'SwitchOption': 2} | ResourceNotFound.InstanceNotExists",
                "UpgradeSmallVersion       | {'InstanceId': '%ID%', 'CurrentRedisVersion': '6.2.7', 'UpgradeRedisVersion': '6.2.9', 'InstanceTypeUpgradeNow': 1} | InvalidParameter.InvalidParameter",
                "UpgradeSmallVersion       | {'InstanceId': '%ID%', 'CurrentRedisVersion': '6.2.7', 'InstanceTypeUpgradeNow': 1} | MissingParameter",
                "UpgradeProxyVersion       | {'InstanceId': '%ID%', 'CurrentProxyVersion': '1', 'UpgradeProxyVersion': '2', 'InstanceTypeUpgradeNow': 1} | UnsupportedOperation.InstanceNotOperation",
                "UpgradeProxyVersion       | {'InstanceId': 'ins-nothere000', 'CurrentProxyVersion': '1', 'UpgradeProxyVersion': '2', 'InstanceTypeUpgradeNow': 1} | ResourceNotFound.InstanceNotExists",
                "DescribeMaintenanceWindow | {}                                                                  | MissingParameter",
                "DescribeTaskInfo          | {'TaskId': 1}                                                       | FailedOperation.FlowNotExists",
                "DescribeTaskInfo          | {'TaskId': 1.5}                                                     | InvalidParameter",
                "DescribeTaskList          | {'Limit': 101}                                                      | InvalidParameter.InvalidParameter",
                "DescribeTaskList          | {'BeginTime': 'yesterday'}                                          | InvalidParameter.InvalidParameter",
                "DescribeInstances         | {'VpcIds': ['1']}                                                   | InvalidParameter.NotSupported",
                "DescribeInstances         | {'Limit': -1}                                                       | InvalidParameter.InvalidParameter",
                "DescribeInstances         | {'Status': 2}                                                       | InvalidParameter",
                "DescribeInstances         | {'Limit': 5, 'Limit': 6}                                            | InvalidParameter",
                "DescribeInstances         | [1]                                                                 | InvalidParameter",
                "DescribeInstances         | {'Limit':                                                           | InvalidParameter",
                "DestroyEverything         | {}                                                                  | InvalidAction"
            })
    void aWrongCallGetsThatCloudsErrorAndChangesNothing(String action, String body, String code) {
        Story instance = Shared.instance();
        assertThat(request(action, body.replace("%ID%", instance.instanceId())).fails())
                .isEqualTo(code);
        get(Api.instance(instance.instanceId()))
                .body("status", equalTo("RUNNING"))
                .body("version", equalTo("6.2.7"));
    }

    @Test
    void aSecondUpgradeIsRefused() {
        Story story = Api.upgrading(others, "NOW");
        assertThat(request("UpgradeInstanceVersion", version(story, "17", 1)).fails())
                .isEqualTo("UnsupportedOperation.InstanceNotOperation");
    }

    @Test
    void whoDoesNotSignRightIsToldSoInThatCloudsWords() {
        Instant now = Instant.now();
        String body = "{'Limit': 1}";
        CloudClient.Request right = request("DescribeInstances", body);

        assertThat(request("DescribeInstances", body, now, Installation.KEY_ID, "another-secret-of-somebody")
                        .fails())
                .isEqualTo("AuthFailure.SignatureFailure");
        assertThat(request("DescribeInstances", body, now, "nobody", Installation.KEY_SECRET)
                        .fails())
                .isEqualTo("AuthFailure.SecretIdNotFound");
        assertThat(request(
                                "DescribeInstances",
                                body,
                                now.minusSeconds(600),
                                Installation.KEY_ID,
                                Installation.KEY_SECRET)
                        .fails())
                .isEqualTo("AuthFailure.SignatureExpire");
        assertThat(right.withBody("{\"Limit\": 2}").fails()).isEqualTo("AuthFailure.SignatureFailure");
        assertThat(right.without("authorization").fails()).isEqualTo("AuthFailure.InvalidAuthorization");
        assertThat(right.with("x-tc-token", "temporary").fails()).isEqualTo("AuthFailure.TokenFailure");
        assertThat(right.without("x-tc-timestamp").fails()).isEqualTo("MissingParameter");
        assertThat(right.without("x-tc-action").fails()).isEqualTo("MissingParameter");
        assertThat(right.with("x-tc-version", "2017-01-01").fails()).isEqualTo("NoSuchVersion");
        right.send();
    }

    /** By somebody who has listened, say: nothing more happens, even when the first upgrade is over. */
    @Test
    void aRequestThatIsSentAgainGetsTheFirstAnswer() {
        Story instance = Api.running(others);
        CloudClient.Request order = request("UpgradeInstanceVersion", version(instance, "17", 2));
        JsonPath first = order.send();
        Story story = new Story(first.getString("Response.DealName"), instance.instanceId());
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "CANCELLED");
        awaitStatus(instance.instanceId(), "RUNNING");

        assertThat(order.send().prettify()).isEqualTo(first.prettify());
        assertThat(order.with("x-tc-action", "UpgradeProxyVersion").send().getString("Response.Error.Code"))
                .isNotNull();
        get(Api.instance(instance.instanceId())).body("openUpgradeId", equalTo(null));
    }

    @Test
    void otherPathsAndTheDescriptionOfTheRestApiAreAsBefore() {
        get("/q/openapi?format=json").statusCode(200).body("paths.'/'", equalTo(null));
        get("/api/v1/nothing").statusCode(404).body("code", equalTo("NOT_FOUND"));
        get("/api/v1/instances").statusCode(200).body(not(containsString(Installation.KEY_SECRET)));
    }

    private static JsonPath info(long task) {
        return call("DescribeTaskInfo", "{'TaskId': " + task + "}");
    }

    private static JsonPath sync(Story story) {
        return call("DescribeInstanceDTSInfo", id(story));
    }

    private static JsonPath listed(Story story) {
        return call("DescribeInstances", id(story));
    }

    private static int count(String filters) {
        return call("DescribeInstances", "{" + filters + "}").getInt("Response.TotalCount");
    }

    private static String id(Story story) {
        return "{'InstanceId': '" + story.instanceId() + "'}";
    }

    private static String version(Story story, String type, int option) {
        return "{'InstanceId': '%s', 'TargetInstanceType': '%s', 'SwitchOption': %d}"
                .formatted(story.instanceId(), type, option);
    }

    private static String smallVersion(Story story, String from, String to, int now) {
        return "{'InstanceId': '%s', 'CurrentRedisVersion': '%s', 'UpgradeRedisVersion': '%s', 'InstanceTypeUpgradeNow': %d}"
                .formatted(story.instanceId(), from, to, now);
    }

    private static String window(Story story, String start, String end) {
        return "{'InstanceId': '%s', 'StartTime': '%s', 'EndTime': '%s'}".formatted(story.instanceId(), start, end);
    }

    /** One instance for all that leaves it as it was. */
    private static final class Shared {
        private static Story story;

        static Story instance() {
            if (story == null) {
                story = Api.running(others);
            }
            return story;
        }
    }
}
