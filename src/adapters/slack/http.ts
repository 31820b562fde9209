/** Signed HTTP: Slack calls this process, perhaps through a load balancer. */
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { HTTPReceiver, isValidSlackRequest, type Logger } from '@slack/bolt'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Connection } from './connection.ts'
import { openReplays, type Signed } from './replays.ts'

/** Where Slack calls, for everything. */
export const ENDPOINT = '/slack/events'

/** Slack's calls are far smaller. */
const MOST_BYTES = 1024 * 1024

/** Signed calls, and the routes that take them. Bolt checks the signature and its age; what Bolt lets through besides is refused here. */
export function openHttp(signingSecret: string, logger: Logger): Connection & { routes: Hono } {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: ENDPOINT, logger })
  const replays = openReplays()
  const routes = new Hono<{ Bindings: HttpBindings }>()
  let isUp = false

  routes.post(ENDPOINT, bodyLimit({ maxSize: MOST_BYTES }), async context => {
    if (!isUp) return context.text('Recall is not ready yet.', 503)
    const rawBody = await context.req.arrayBuffer().then(bytes => Buffer.from(bytes), () => null)
    if (rawBody === null) return context.body(null, 400)
    const signed = signatureOf(signingSecret, context.req.raw.headers, rawBody)
    if (signed !== null && !replays.take(signed, Date.now())) return context.body(null, 401)
    const { incoming, outgoing } = context.env
    receiver.requestListener(Object.assign(incoming, { rawBody }), outgoing)
    await new Promise(resolve => { outgoing.once('close', resolve) })
    return RESPONSE_ALREADY_SENT
  })

  return {
    receiver, routes: routes as unknown as Hono,
    open: async () => { isUp = true },
    isOpen: () => isUp,
    close: async () => { isUp = false },
  }
}

/** How a call is signed; null when it is not, or not by Slack. Read as Bolt does, so that another spelling of the same is the same. */
function signatureOf(signingSecret: string, headers: Headers, body: Buffer): Signed | null {
  const stamp = Number(headers.get('x-slack-request-timestamp') ?? Number.NaN)
  const signature = headers.get('x-slack-signature') ?? ''
  const isRight = isValidSlackRequest({ signingSecret, body: body.toString(), headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': stamp } })
  return isRight ? { stamp, signature: signature.split('=')[1] ?? '' } : null
}
