// What the soak does, with ioredis; without its reconnecting, retrying and queueing, which would hide what happened.

const SCRIPT = "return redis.call('INCR', KEYS[1])";

export async function connectWith(Redis, target, onTrouble) {
  const redis = new Redis({
    ...target,
    lazyConnect: true,
    retryStrategy: null,
    reconnectOnError: null,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
  });
  let closing = false;
  redis.on("error", onTrouble);
  redis.on("reconnecting", () => onTrouble("it reconnects"));
  redis.on("close", () => closing || onTrouble("the connection has ended"));
  await redis.connect();
  const sha = await redis.script("LOAD", SCRIPT);

  return {
    publish: (channel, message) => redis.publish(channel, message).then(() => true),

    push: (list, value) => redis.rpush(list, value).then(() => true),

    blockingPop: async (list) => (await redis.blpop(list, 1))?.[1] ?? null,

    async incrementBoth(one, other) {
      await redis.multi({ pipeline: false });
      await redis.incr(one);
      await redis.incr(other);
      allWell(await redis.exec());
    },

    async incrementWatched(key) {
      await redis.watch(key);
      const before = Number(await redis.get(key));
      const result = await redis.multi().set(key, before + 1).exec();
      return result !== null && allWell(result);
    },

    incrementByScript: (key) => redis.evalsha(sha, 1, key).then(() => true),

    async incrementPipelined(key, times) {
      const pipeline = redis.pipeline();
      for (let i = 0; i < times; i++) {
        pipeline.incr(key);
      }
      allWell(await pipeline.exec());
    },

    number: async (key) => Number(await redis.get(key)),

    async subscribe(channel, listener) {
      redis.on("message", (name, message) => listener(message));
      await redis.subscribe(channel);
    },

    async close() {
      closing = true;
      await redis.quit();
    },
  };
}

/** ioredis hands over errors of single commands as values. */
function allWell(results) {
  for (const result of results) {
    if (Array.isArray(result) && result[0]) {
      throw result[0];
    }
  }
  return true;
}
