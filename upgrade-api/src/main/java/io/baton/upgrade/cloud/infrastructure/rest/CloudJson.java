package io.baton.upgrade.cloud.infrastructure.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** The answers, with the names that the managed cloud gives them. */
interface CloudJson {

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Deal(String dealId, String dealName) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Flow(long flowId) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Window(String startTime, String endTime) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record Status(String status) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record TaskInfo(String status, String startTime, String taskType, String instanceId, String taskMessage) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record TaskList(long totalCount, List<TaskItem> tasks) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record TaskItem(
            long taskId,
            String startTime,
            String taskType,
            String instanceName,
            String instanceId,
            long projectId,
            double progress,
            String endTime,
            long result) {}

    /** All null where the instance has never been upgraded. */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record SyncInfo(
            String jobId,
            String jobName,
            Integer status,
            String statusDesc,
            Long offset,
            String cutDownTime,
            SyncSide srcInfo,
            SyncSide dstInfo) {

        static final SyncInfo NONE = new SyncInfo(null, null, null, null, null, null, null, null);
    }

    /** @param vip the address of the master on that side; null until it is there */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record SyncSide(String instanceId, String instanceName, Integer type, String vip) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record InstanceList(long totalCount, List<InstanceItem> instanceSet) {}

    @JsonNaming(UpperCamelCaseStrategy.class)
    record InstanceItem(
            String instanceName,
            String instanceId,
            long projectId,
            int status,
            String wanIp,
            int port,
            String createtime,
            double size,
            Integer type,
            String engine,
            String productType,
            String instanceTitle,
            int redisShardSize,
            int redisShardNum,
            int redisReplicasNum,
            boolean noAuth,
            int dtsStatus,
            List<NodeItem> nodeSet,
            String currentRedisVersion,
            String upgradeRedisVersion,
            String currentProxyVersion,
            String upgradeProxyVersion) {}

    /** @param nodeType 0 is the master, 1 a replica */
    @JsonNaming(UpperCamelCaseStrategy.class)
    record NodeItem(int nodeType) {}
}
