/** The least interactions endpoint: it checks the signature, and says one constant to whatever it is asked. */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

/** An Ed25519 key in DER is these bytes and the key: RFC 8410, section 4. */
const DER = '302a300506032b6570032100';
const { DISCORD_PUBLIC_KEY = '' } = process.env;
const key = createPublicKey({
  key: Buffer.from(DER + DISCORD_PUBLIC_KEY, 'hex'),
  format: 'der',
  type: 'spki',
});
const said = JSON.stringify({
  type: 4,
  data: { content: '净亏损：14.92亿元', flags: 64, allowed_mentions: { parse: [] } },
});

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { 'x-signature-ed25519': signature = '', 'x-signature-timestamp': at = '' } = request.headers;
  const signed = verify(null, Buffer.concat([Buffer.from(at), body]), key, Buffer.from(signature, 'hex'));
  if (!signed) return response.writeHead(401).end();
  JSON.parse(body.toString());
  response.writeHead(200, { 'content-type': 'application/json' }).end(said);
});
server.listen(0, '127.0.0.1', () => {
  process.stderr.write(`${JSON.stringify({ event: 'ready', port: server.address().port })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
