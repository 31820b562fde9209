/** Counts what happens, for whoever watches. */
import { Counter, Histogram, Registry } from 'prom-client'

/** What is counted, by platform; durations are in milliseconds. */
export interface Meter {
  /** An interaction was acknowledged, so long after it was received. */
  acknowledged(platform: string, afterMs: number): void
  /** An acknowledgement came too late for the platform. */
  late(platform: string): void
  /** So many requests were refused as invalid in the window that the platform looks at. */
  refused(platform: string, count: number): void
  /** The store was in trouble of this kind. */
  troubled(trouble: string): void
  /** The store could not do something, such as `answers.record`. */
  failed(operation: string): void
  /** A document of this kind was claimed so long after it was due. */
  claimed(kind: string, afterMs: number): void
  /** A message was posted, or edited: `shown`, `later`, `gone`, or `failed` when the attempt broke. */
  sent(platform: string, what: 'post' | 'edit', outcome: string): void
  /** Everything, as Prometheus reads it. */
  text(): Promise<string>
}

/** Seconds, as Prometheus counts; platforms allow three. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3]
/** The clock beats once a second; a dead process is taken over after 2.5 s, a post in doubt after 30. */
const lags = [0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30, 60, 300]

export function openMeter(): Meter {
  const registers = [new Registry()]
  const acknowledged = new Histogram({ name: 'recall_acknowledgement_seconds', help: 'From the receipt of an interaction to its acknowledgement.', labelNames: ['platform'], buckets, registers })
  const late = new Counter({ name: 'recall_late_acknowledgements_total', help: 'Acknowledgements that came too late for the platform.', labelNames: ['platform'], registers })
  const refused = new Counter({ name: 'recall_invalid_requests_total', help: 'Requests that the platform refused as invalid (401, 403, 429).', labelNames: ['platform'], registers })
  const troubled = new Counter({ name: 'recall_store_troubles_total', help: 'What went wrong with Redis, by what it was.', labelNames: ['trouble'], registers })
  const failed = new Counter({ name: 'recall_store_errors_total', help: 'What the store could not do, by operation.', labelNames: ['operation'], registers })
  const claimed = new Histogram({ name: 'recall_due_lag_seconds', help: 'From when something was due to when a process took it.', labelNames: ['kind'], buckets: lags, registers })
  const sent = new Counter({ name: 'recall_messages_total', help: 'Attempts to post or edit a message, by what came of them.', labelNames: ['platform', 'what', 'outcome'], registers })
  return {
    acknowledged: (platform, afterMs) => acknowledged.observe({ platform }, afterMs / 1000),
    late: platform => late.inc({ platform }),
    refused: (platform, count) => refused.inc({ platform }, count),
    troubled: trouble => troubled.inc({ trouble }),
    failed: operation => failed.inc({ operation }),
    claimed: (kind, afterMs) => claimed.observe({ kind }, Math.max(afterMs, 0) / 1000),
    sent: (platform, what, outcome) => sent.inc({ platform, what, outcome }),
    text: async () => await (registers[0] as Registry).metrics(),
  }
}
