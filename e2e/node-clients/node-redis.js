// What the soak does, with node-redis; without its reconnecting and queueing, which would hide what happened.
import { createClient, WatchError } from "redis";

const SCRIPT = "return redis.call('INCR', KEYS[1])";

export async function connect({ host, port, password }, onTrouble) {
  const redis = createClient({
    password,
    socket: { host, port, reconnectStrategy: false },
    disableOfflineQueue: true,
  });
  let closing = false;
  redis.on("error", onTrouble);
  redis.on("reconnecting", () => onTrouble("it reconnects"));
  redis.on("end", () => closing || onTrouble("the connection has ended"));
  await redis.connect();
  const sha = await redis.scriptLoad(SCRIPT);

  return {
    publish: (channel, message) => redis.publish(channel, message).then(() => true),

    push: (list, value) => redis.rPush(list, value).then(() => true),

    blockingPop: async (list) => (await redis.blPop(list, 1))?.element ?? null,

    incrementBoth: (one, other) => redis.multi().incr(one).incr(other).exec().then(() => true),

    async incrementWatched(key) {
      await redis.watch(key);
      const before = Number(await redis.get(key));
      try {
        await redis.multi().set(key, String(before + 1)).exec();
        return true;
      } catch (failure) {
        if (failure instanceof WatchError) {
          return false;
        }
        throw failure;
      }
    },

    incrementByScript: (key) => redis.evalSha(sha, { keys: [key] }).then(() => true),

    /** Commands of one turn of the event loop go out together. */
    async incrementPipelined(key, times) {
      await Promise.all(Array.from({ length: times }, () => redis.incr(key)));
    },

    number: async (key) => Number(await redis.get(key)),

    subscribe: (channel, listener) => redis.subscribe(channel, listener),

    async close() {
      closing = true;
      await redis.close();
    },
  };
}
