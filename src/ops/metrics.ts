/** /metrics says how Recall is doing, for Prometheus. */
import { Hono } from 'hono'
import type { Meter } from './meter.ts'

export function metricsRoutes(meter: Meter): Hono {
  const routes = new Hono()
  routes.get('/metrics', async context => context.text(await meter.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }))
  return routes
}
