import type { RootCause } from "@handrail/domain/casework/schema";

interface CauseWords {
  readonly said: readonly string[];
  readonly noticed: readonly string[];
  readonly plan: readonly string[];
  readonly later: readonly string[];
  readonly resolved: string;
}

/** What is said in meetings, by root cause: no names, no places, nothing that happened to anybody. */
export const caseWords: { readonly [C in RootCause]: CauseWords } = {
  health: {
    said: [
      "Headaches in the morning, mostly on Mondays. Goes back to bed and then it is too late for the bus.",
      "Stomach pains before physical education. Has not told anyone at home.",
      "Asthma after running, and then two days at home to be on the safe side.",
    ],
    noticed: [
      "Pale, tired, quick to say it is nothing. Brightened up when we talked about the school play.",
      "Keeps a jacket on indoors. Says nights are short, with a screen beside the bed.",
      "Breathes well today. Does not like to use the inhaler where others can see it.",
    ],
    plan: [
      "School nurse sees them this week. Late arrival is excused for two weeks while the doctor looks into it.",
      "Agreed on a quiet room for the first lesson. Home is asked for a note from the doctor.",
      "The inhaler stays with the nurse. A partner walks along to fetch it.",
    ],
    later: [
      "Two full weeks in school. The headaches come less often.",
      "Missed Monday again, came in on Tuesday by first break.",
    ],
    resolved: "Glasses were the answer. Four weeks without an absence.",
  },
  family: {
    said: [
      "Takes a younger brother to school first and comes late to ours. Nobody else is at home in the morning.",
      "Moves between two homes and the second one is an hour away.",
      "Looks after a grandparent on the days when the nurse does not come.",
    ],
    noticed: [
      "Does not want to be asked in front of others. Came to talk by themselves in the end.",
      "Proud of looking after the little one. Homework is done on the bus.",
      "Talks openly, and asked twice who else would read this.",
    ],
    plan: [
      "Breakfast club opens its door to the brother as well. First lesson on Tuesdays moves to the library.",
      "Call home together on Thursday. A second set of books stays at the other home.",
      "The office knows the two days. Work for them is sent home on the evening before.",
    ],
    later: ["On time three days of five.", "The call went well: an aunt brings the brother on Mondays from now on."],
    resolved: "The brother has a place in the walking bus. On time every day since half term.",
  },
  academic: {
    said: [
      "Stays away on days with maths. Says everybody else is faster.",
      "Lost the thread in reading when the class changed books.",
      "Hands in nothing since the move to the higher set.",
    ],
    noticed: [
      "Knows more than they think: the number facts are there without the clock.",
      "Reads well alone, stops when listened to.",
      "Understands the tasks when they are read aloud.",
    ],
    plan: [
      "Maths Fluency from next week, in the small group. No timed tasks for now.",
      "Reading Boost twice a week. Ten minutes of reading at home, any book.",
      "Tasks are read aloud for three weeks. The set is looked at again after that.",
    ],
    later: [
      "Was at every session of the group this week.",
      "Left school after the second lesson on the day of the test.",
    ],
    resolved: "Stays for maths. The group is done, and the last test was a pass.",
  },
  financial: {
    said: [
      "The bus pass ran out and the new one comes with the next pay.",
      "Did not come on the trip day because of the fee.",
      "Shares one pair of sports shoes with a sister.",
    ],
    noticed: [
      "Walks, forty minutes each way, and says it is fine.",
      "Avoids the canteen.",
      "Cheerful about it, until the day of the match came up.",
    ],
    plan: [
      "Bus pass from the support fund until the end of term.",
      "Free meals form goes home today. The fund pays for the trip.",
      "Shoes from the support fund by Friday. Nobody in the class hears of it.",
    ],
    later: ["The pass is here. No absence this week.", "The form came back incomplete; we filled it in together."],
    resolved: "Pass and meals are settled for the year.",
  },
  behavioral: {
    said: [
      "Sent out twice and then went home. Says there is no point in coming back in.",
      "An argument at lunch, and since then the back gate is the way out.",
      "Left the lesson after a remark about the new glasses.",
    ],
    noticed: [
      "Calm when given something to do. Notices quickly when a promise is not kept.",
      "Holds out until break, then it is too much.",
      "Sorry about it afterwards, and offered to say so.",
    ],
    plan: [
      "Check-in in the morning, check-out in the afternoon, one goal a day.",
      "Five minutes outside may be taken without asking. A card for it stays in the pocket.",
      "Sits in front for two weeks. The teacher and the student agree on a sign.",
    ],
    later: ["Goal met on four days of five.", "Used the card twice, came back both times."],
    resolved: "Six weeks without leaving early. Check-in ends, the card stays.",
  },
  other: {
    said: [
      "Trains with the club until ten and sleeps through the alarm.",
      "Helps in the shop on market day.",
      "Comes by a bus that is late on most days with rain.",
    ],
    noticed: [
      "Serious about the sport, less so about Mondays.",
      "Good company, quick with figures.",
      "Checks the timetable three times a day, and knows it by heart.",
    ],
    plan: [
      "The coach moves Sunday's training to the morning. We look at it again in two weeks.",
      "Market day work starts after school. Agreed with home on the phone.",
      "An earlier bus on days with rain. We count the days for three weeks.",
    ],
    later: ["First Monday on time in a month.", "Came late on market day, but came."],
    resolved: "Training times have changed. No Monday missed in five weeks.",
  },
};

/** Ready plans, by cause. */
export const planTemplates: readonly {
  readonly rootCause: RootCause;
  readonly title: string;
  readonly body: string;
}[] = [
  {
    rootCause: "health",
    title: "Nurse and excused late start",
    body: "School nurse sees the student this week. Late arrival is excused until the doctor has answered. We look at it again on the follow-up day.",
  },
  {
    rootCause: "health",
    title: "Quiet first lesson",
    body: "The first lesson may be spent in a quiet room. Home is asked for a note from the doctor.",
  },
  {
    rootCause: "family",
    title: "Call home together",
    body: "We call home together, with the student listening. We agree on who brings and who fetches, and write it down.",
  },
  {
    rootCause: "family",
    title: "Breakfast club",
    body: "A place in the breakfast club from next week. The door is open from half past seven.",
  },
  {
    rootCause: "academic",
    title: "Small group",
    body: "A place in the small group for the subject. No timed tasks until the follow-up day.",
  },
  {
    rootCause: "financial",
    title: "Support fund",
    body: "The support fund is asked for the cost. The form is filled in together.",
  },
  {
    rootCause: "behavioral",
    title: "Check-in, check-out",
    body: "Check-in in the morning, check-out in the afternoon, one goal a day that the student chooses.",
  },
  {
    rootCause: "other",
    title: "Two weeks, one goal",
    body: "One goal for the next two weeks, in the student's own words. We look at it again on the follow-up day.",
  },
];
