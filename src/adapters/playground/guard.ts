/** Keeps other web sites out of the playground: the right Host, the right Origin, a strict content security policy. */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const names = ['127.0.0.1', 'localhost', '[::1]']

/** Refuses what was not sent to this machine by its own name, and what another site's page sent. */
export const guard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? ''
  const origin = context.req.header('origin')
  if (!names.includes(host.replace(/:\d+$/, ''))) return context.json({ error: 'The playground answers on this machine only.' }, 403)
  if (origin !== undefined && origin !== `http://${host}`) return context.json({ error: 'The playground answers its own page only.' }, 403)
  if (context.req.method === 'POST' && !/^application\/json\b/.test(context.req.header('content-type') ?? '')) return context.json({ error: 'Send JSON.' }, 415)
  return await next()
}

export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], connectSrc: ["'self'"], fontSrc: ["'self'"],
    baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"],
  },
})
