/** What Recall is measured beside: discord.js as its guide sets it up, with a bot that says "ok" to everything. */
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'

const { DISCORD_TOKEN, DISCORD_API_URL = '' } = process.env
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: DISCORD_API_URL }, shards: 'auto' })
client.on(Events.InteractionCreate, interaction => {
  if (interaction.isRepliable()) void interaction.reply({ content: 'ok', flags: MessageFlags.Ephemeral })
})
client.once(Events.ClientReady, () => console.log('ready'))
await client.login(DISCORD_TOKEN)
