import Circle from "lucide-react/icons/circle";
import CircleDot from "lucide-react/icons/circle-dot";
import TrendingDown from "lucide-react/icons/trending-down";
import TrendingUp from "lucide-react/icons/trending-up";

import { Avatar } from "../avatar.tsx";
import { Chip } from "../chip.tsx";
import { LevelMeter } from "../level-meter.tsx";
import { PresenceStack } from "../presence-stack.tsx";
import { ProgressBar } from "../progress-bar.tsx";
import { Severity } from "../severity.tsx";
import { StatusPill } from "../status-pill.tsx";
import { SyncPill } from "../sync-pill.tsx";
import { Sample, Section } from "./section.tsx";

const people = [
  { id: "1", name: "Ken Ito", note: "marking", tone: 1 },
  { id: "2", name: "Ada Okafor", tone: 3 },
  { id: "3", name: "Lena Brandt", tone: 4 },
  { id: "4", name: "Mo Farouk", tone: 2 },
  { id: "5", name: "Sam Reyes", tone: 0 },
  { id: "6", name: "Priya Nair", tone: 5 },
];

export const StatusSection = () => (
  <Section title="Status, people and progress">
    <Sample name="Status pill">
      <StatusPill icon={<Circle size={14} />}>Open</StatusPill>
      <StatusPill icon={<CircleDot size={14} />} tone="info">
        Monitoring
      </StatusPill>
      <StatusPill icon={<TrendingUp size={14} />} tone="good">
        Improving
      </StatusPill>
      <StatusPill icon={<TrendingDown size={14} />} tone="warn">
        Not improving
      </StatusPill>
      <StatusPill icon={<CircleDot size={14} />} tone="accent">
        Escalated
      </StatusPill>
      <StatusPill icon={<CircleDot size={14} />} tone="bad">
        Overdue
      </StatusPill>
      <StatusPill icon={<CircleDot size={14} />} tone="critical">
        Critical
      </StatusPill>
    </Sample>
    <Sample name="Severity and level">
      <Severity level="low" />
      <Severity level="medium" />
      <Severity level="high" />
      <Severity level="critical" />
      <LevelMeter level={1} word="Low" />
      <LevelMeter level={2} word="Elevated" />
      <LevelMeter level={3} word="Moderate" />
      <LevelMeter level={4} word="High" />
      <LevelMeter level={null} word="No data" />
      <LevelMeter level={2} steps={3} word="Soon" />
    </Sample>
    <Sample name="Chip">
      <Chip>Grade 7</Chip>
      <Chip tone="accent">In Maths, Rm 12, until 10:40</Chip>
      <Chip onRemove={() => undefined}>Tier 2</Chip>
    </Sample>
    <Sample name="Sync pill">
      <SyncPill state="live" />
      <SyncPill state="connecting" />
      <SyncPill state="offline" />
      <SyncPill count={7} state="offline" />
      <SyncPill count={3} state="sending" />
      <SyncPill count={7} state="kept" onPress={() => undefined} />
      <SyncPill count={2} state="attention" onPress={() => undefined} />
    </Sample>
    <Sample name="Avatar and presence">
      <Avatar isDecorative={false} name="Amina Diallo" size="sm" />
      <Avatar isDecorative={false} name="Amina Diallo" />
      <Avatar isDecorative={false} name="Amina Diallo" size="lg" />
      <PresenceStack people={people.slice(0, 2)} />
      <PresenceStack label="Everyone here now" people={people} />
    </Sample>
    <div className="grid gap-6 sm:grid-cols-2">
      <ProgressBar label="Sessions held" max={24} value={14} valueText="14 of 24" />
      <ProgressBar label="Nothing yet" value={0} />
    </div>
  </Section>
);
