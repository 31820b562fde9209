/** A client whose calls all end in time. */
import { LogLevel, webApi } from '@slack/bolt'

/** Speaks as this client does, but whatever is under way ends with the signal. */
export function boundTo({ token, slackApiUrl }: webApi.WebClient, signal: AbortSignal): webApi.WebClient {
  return new webApi.WebClient(token, {
    slackApiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true,
    fetch: async (address, request) => await fetch(address, { ...request, signal }),
  })
}
