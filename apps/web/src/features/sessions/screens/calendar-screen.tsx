import { Page } from "../../../shell/page.tsx";
import { CalendarFeeds } from "../components/calendar-feeds.tsx";

/** The person's sessions in a calendar of their own. */
export const CalendarScreen = () => (
  <Page
    meta="Your sessions in the calendar on your phone or computer, kept up to date. No names of students are in it."
    title="Calendar"
  >
    <CalendarFeeds />
  </Page>
);
