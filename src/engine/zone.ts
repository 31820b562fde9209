/** Local dates and times in IANA zones, with the runtime's own Temporal. */

/** Says whether the runtime knows this IANA time zone. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return /^[A-Za-z]/.test(zone)
  } catch {
    return false
  }
}

/** The names of all zones that the runtime knows, UTC among them. */
export function zones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]
}

/** The local date, `YYYY-MM-DD`, at an instant in milliseconds. */
export function dateAt(at: number, zone: string): string {
  return zoned(at, zone).toPlainDate().toString()
}

/** The instant, in milliseconds, at which this local day begins. */
export function startOfDay(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
}

/**
 * The instant, in milliseconds, of a local date and `HH:MM`. A time that a clock change skips becomes the first valid
 * instant after the gap; of a time that comes twice, the first is meant.
 */
export function instantOf(date: string, time: string, zone: string): number {
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
  if (later.toPlainDateTime().equals(local)) return local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds
  const change = later.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return (change ?? later).epochMilliseconds
}

export function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}

/** A zone, and perhaps another one that holds from an instant on. */
export interface Zones {
  zone: string
  next: { zone: string, from: number } | null
}

/** The zone that holds at an instant. */
export function zoneAt({ zone, next }: Zones, at: number): string {
  return next !== null && at >= next.from ? next.zone : zone
}

/** The zones after another one was chosen at `at`: it holds from the next local day on. */
export function changeZone(zones: Zones, zone: string, at: number): Zones {
  const now = zoneAt(zones, at)
  if (zone === now) return { zone, next: null }
  const tomorrow = Temporal.PlainDate.from(dateAt(at, now)).add({ days: 1 })
  return { zone: now, next: { zone, from: startOfDay(tomorrow.toString(), now) } }
}

/** The zone of a reader's region, by a BCP 47 tag such as `de-DE`; UTC where the tag names none, or a region with several. */
export function zoneOfLocale(locale: string): string {
  try {
    const found = new Intl.Locale(locale).getTimeZones() ?? []
    return found.length === 1 ? found[0] as string : 'UTC'
  } catch {
    return 'UTC'
  }
}
