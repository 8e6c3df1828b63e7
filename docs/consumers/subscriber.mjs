// Prints each event of each upgrade once: node subscriber.mjs BROKER GROUP
import { Kafka, logLevel } from 'kafkajs';

const topics = [
  'UpgradeRequested', 'ResourcesAllocated', 'SyncCaughtUp', 'SwitchWindowOpen', 'SwitchWindowMissed',
  'SwitchCompleted', 'ResourcesReleased', 'UpgradeCompleted', 'UpgradeFailed', 'UpgradeCancelled',
];
const [broker, groupId] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'subscriber', brokers: [broker], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId });
const handled = new Set(); // keep it with your own data, if that outlives the process

function handle(type, subject, event, id) {
  console.log(`${type} upgrade=${subject} instance=${event.instanceId} id=${id}`);
}

await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true }); // a new group begins with what is still there
await consumer.run({
  eachMessage: async ({ message }) => {
    const { ce_id, ce_type, ce_subject } = message.headers;
    const id = ce_id.toString();
    if (handled.has(id)) return; // an event may come twice, under the same id
    handle(ce_type.toString(), ce_subject.toString(), JSON.parse(message.value), id);
    handled.add(id);
    if (handled.size > 100_000) handled.delete(handled.values().next().value);
  },
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => consumer.disconnect().then(() => process.exit(0)));
}
