/** A line of a table. */

/** The name, and after so many letters its values. */
export function line(width: number, name: string, ...values: string[]): string {
  return name.padEnd(width) + values.map(value => value.padStart(13)).join('')
}

/** A number as people read it. */
export function said(value: number, digits = 0): string {
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
