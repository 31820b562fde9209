/** /healthz says that the process lives, /readyz that it can serve. */
import { Hono } from 'hono'

/** The two routes; `ready` rejects with a reason while the process cannot serve. */
export function healthRoutes(ready: () => Promise<void>): Hono {
  const routes = new Hono()
  routes.get('/healthz', context => context.text('ok'))
  routes.get('/readyz', async context => {
    try {
      await ready()
      return context.text('ready')
    } catch {
      return context.text('not ready: the store does not answer', 503)
    }
  })
  return routes
}
