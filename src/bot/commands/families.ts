/** What commands of two words are about. */

/** By their first word. */
export const families: Readonly<Record<string, string>> = {
  daily: 'A question every day in a channel',
  team: 'Teams inside this group',
  privacy: 'What is stored about you',
}
