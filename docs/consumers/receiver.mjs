// Prints each event that a webhook brings once: WEBHOOK_SECRET=whsec_… node receiver.mjs PORT
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks'; // there are libraries for other languages: standardwebhooks.com

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
const handled = new Set(); // keep it with your own data, if that outlives the process

const server = createServer(async (request, answer) => {
  let body = ''; // as it came: what was parsed and written again differs
  for await (const part of request.setEncoding('utf8')) body += part;
  try {
    webhook.verify(body, request.headers);
  } catch {
    answer.writeHead(401).end();
    return;
  }
  const id = request.headers['webhook-id'];
  if (!handled.has(id)) { // a delivery may come twice, under the same id
    handled.add(id);
    console.log(`verified ${id} ${body}`); // a CloudEvent, whose data is the event as it is on its topic
  }
  answer.writeHead(204).end(); // any 2xx: it is not sent again
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('listening'));
