import CalendarDays from "lucide-react/icons/calendar-days";
import ChartLine from "lucide-react/icons/chart-line";
import CircleDot from "lucide-react/icons/circle-dot";
import CircleUser from "lucide-react/icons/circle-user";
import ClipboardCheck from "lucide-react/icons/clipboard-check";
import ClipboardList from "lucide-react/icons/clipboard-list";
import FolderOpen from "lucide-react/icons/folder-open";
import Footprints from "lucide-react/icons/footprints";
import Inbox from "lucide-react/icons/inbox";
import ListChecks from "lucide-react/icons/list-checks";
import Mail from "lucide-react/icons/mail";
import Settings from "lucide-react/icons/settings";
import Sun from "lucide-react/icons/sun";
import Users from "lucide-react/icons/users";

/** The menu comes from the server, which names its icons. */
const icons: Readonly<Record<string, typeof Sun>> = {
  calendar: CalendarDays,
  "calendar-days": CalendarDays,
  chart: ChartLine,
  mail: Mail,
  "circle-user": CircleUser,
  clipboard: ClipboardList,
  "clipboard-check": ClipboardCheck,
  "clipboard-list": ClipboardList,
  "folder-open": FolderOpen,
  footprints: Footprints,
  inbox: Inbox,
  list: ListChecks,
  "list-checks": ListChecks,
  settings: Settings,
  sun: Sun,
  today: Sun,
  user: CircleUser,
  users: Users,
};

export const NavIcon = ({ name }: { name: string | null }) => {
  const Icon = icons[name ?? ""] ?? CircleDot;
  return <Icon aria-hidden="true" className="shrink-0" size={18} strokeWidth={1.75} />;
};
