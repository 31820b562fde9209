/** /healthz says that the process lives, /readyz that it can serve. */
import { Hono } from 'hono'

/** Something that must work, and the words for when it does not. */
export interface Check {
  otherwise: string
  works: () => Promise<void>
}

/** The two routes; the process can serve when all checks resolve. */
export function healthRoutes(checks: readonly Check[]): Hono {
  const routes = new Hono()
  routes.get('/healthz', context => context.text('ok'))
  routes.get('/readyz', async context => {
    const outcomes = await Promise.allSettled(checks.map(({ works }) => works()))
    const failed = checks.filter((_, place) => outcomes[place]?.status === 'rejected')
    return failed.length === 0 ? context.text('ready') : context.text(`not ready: ${failed.map(({ otherwise }) => otherwise).join('; ')}`, 503)
  })
  return routes
}
