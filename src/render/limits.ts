/** What the platforms take at most, in characters unless a name says otherwise. A message over one of these is refused. */

/**
 * Discord's, by its documentation and its OpenAPI description. `textBytes` is not documented: messages above about 10,150
 * bytes of UTF-8 in their texts were answered with an error 500 (discord/discord-api-docs, issue 8554).
 */
export const discordLimits = {
  components: 40, text: 4000, textBytes: 10_000, row: 5, buttonLabel: 80, customId: 100, options: 25, option: 100, placeholder: 150, alt: 1024,
  formTitle: 45, formParts: 5, formLabel: 45, hint: 100, input: 4000, chosen: 25,
} as const

/**
 * Slack's, by its documentation. `allText` is not documented for blocks: messages above about 12,000 characters in all
 * blocks were refused as too long (slackapi/bolt-js, issue 2509). `fallback` is where Slack advises to stop.
 */
export const slackLimits = {
  blocks: 50, viewBlocks: 100, allText: 12_000, fallback: 4000, header: 150, context: 2000, contextParts: 10, actions: 25, buttonLabel: 75, value: 2000, actionId: 255,
  options: 100, option: 75, optionValue: 150, placeholder: 150, alt: 2000, imageTitle: 2000,
  tableRows: 100, tableText: 10_000,
  formTitle: 24, submit: 24, metadata: 3000, label: 2000, hint: 2000, input: 3000,
} as const
