import { smsSize } from "@handrail/domain/communications/sms";

/** What a text message comes to: characters, and the messages that it is sent as. */
export const SmsParts = ({ text }: { text: string }) => {
  const { places, parts, foreign } = smsSize(text);
  return (
    <p className="text-meta text-ink-2" role="status">
      {places} {places === 1 ? "character" : "characters"}, sent as {parts} {parts === 1 ? "message" : "messages"}.
      {foreign !== null && ` With “${foreign}” in it, a message holds 70 characters instead of 160.`}
    </p>
  );
};
