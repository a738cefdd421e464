// A small bot on unmodified discord.js. It says on standard output what it has come to, one word a line,
// and leaves when its standard input ends.
import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  MessageFlags,
  ModalBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";

const [api, token] = process.argv.slice(2);
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
const say = (word) => process.stdout.write(`${word}\n`);

const commands = [
  { name: "ping", description: "Answers at once" },
  { name: "slow", description: "Thinks first" },
  { name: "form", description: "Opens a form" },
  { name: "layout", description: "Shows a layout" },
  { name: "post", description: "Posts a message" },
  {
    name: "fruit",
    description: "Suggests",
    options: [
      {
        name: "name",
        description: "Which",
        type: ApplicationCommandOptionType.String,
        autocomplete: true,
        required: true,
      },
    ],
  },
];

const answers = {
  ping: async (interaction) => {
    const button = new ButtonBuilder().setCustomId("press").setLabel("Press").setStyle(ButtonStyle.Primary);
    const components = [new ActionRowBuilder().addComponents(button)];
    await interaction.reply({ content: "pong", components, flags: MessageFlags.Ephemeral });
  },
  slow: async (interaction) => {
    await interaction.deferReply();
    await interaction.editReply("done");
    await interaction.followUp("and more");
  },
  form: async (interaction) => {
    const input = new TextInputBuilder().setCustomId("words").setLabel("Words").setStyle(TextInputStyle.Short);
    const row = new ActionRowBuilder().addComponents(input);
    await interaction.showModal(new ModalBuilder().setCustomId("form").setTitle("A form").addComponents(row));
  },
  layout: async (interaction) => {
    const text = new TextDisplayBuilder().setContent("# Title");
    const container = new ContainerBuilder().addTextDisplayComponents(text);
    await interaction.reply({ components: [container], flags: MessageFlags.IsComponentsV2 });
  },
  post: async (interaction) => {
    const file = new AttachmentBuilder(Buffer.from("content"), { name: "file.txt" });
    const embed = new EmbedBuilder().setTitle("T").setDescription("D");
    const message = await interaction.channel.send({ content: "hello", embeds: [embed], files: [file] });
    await message.edit("changed");
    await interaction.reply({ content: message.url, flags: MessageFlags.Ephemeral });
  },
};

client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isAutocomplete()) {
    await interaction.respond([{ name: "one", value: "1" }]);
  } else if (interaction.isButton()) {
    await interaction.update({ content: "pressed", components: [] });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`you wrote ${interaction.fields.getTextInputValue("words")}`);
  } else {
    await answers[interaction.commandName](interaction);
  }
});
client.on(Events.ShardResume, () => say("resumed"));
client.once(Events.ClientReady, async () => {
  await client.application.commands.set(commands);
  say(`ready ${client.guilds.cache.map((guild) => guild.name).sort().join(",")}`);
});

process.stdin.resume();
process.stdin.on("end", async () => {
  await client.destroy();
  process.exit(0);
});
await client.login(token);
