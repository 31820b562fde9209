/** How a press travels: what a platform sends back is the press as it was, out of a button or a list. */

/** A list's own id on Discord. Its options carry presses. */
export const DISCORD_LIST = 'list'

/** The press in a component interaction of Discord. */
export function discordPress({ custom_id: id, values }: { custom_id: string, values?: readonly string[] | undefined }): string {
  return values?.[0] ?? id
}

/** A button's press on Slack, which wants every `action_id` of a message to be another: it is `press-` and the button's place. */
export function slackAction(press: string, place: number): { action_id: string, value: string } {
  return { action_id: `press-${place}`, value: press }
}

/** A list's own id on Slack. Like all of ours it begins with `press-`. */
export const SLACK_LIST = 'press-list'

/** The press in a block action of Slack; null when it carries none. */
export function slackPress(action: { value?: string | undefined, selected_option?: { value: string } | null | undefined }): string | null {
  return action.selected_option?.value ?? action.value ?? null
}
