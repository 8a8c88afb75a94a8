/** `/readyz` and `/metrics`, for whoever runs the bot. Neither says what was asked, nor by whom. */
import type { ServerResponse } from 'node:http';
import type { Route } from '../platforms/platform.ts';
import type { Checks } from './checks.ts';
import type { Metrics } from './metrics.ts';

export function createOperationRoutes(checks: Checks, metrics: Metrics): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/readyz',
      handle: (_, response) => void ready(checks, response),
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: (_, response) => void tell(metrics, response),
    },
  ];
}

async function tell(metrics: Metrics, response: ServerResponse): Promise<void> {
  const text = await metrics.text();
  const type = 'text/plain; version=0.0.4; charset=utf-8';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

async function ready(checks: Checks, response: ServerResponse): Promise<void> {
  const checked = await checks.run();
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  const status = checked.ready ? 'ready' : 'not ready';
  response.writeHead(checked.ready ? 200 : 503, headers);
  response.end(JSON.stringify({ status, checks: checked.checks }));
}
