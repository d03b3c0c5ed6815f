import { Page } from "../../../shell/page.tsx";

export const SessionsScreen = () => <Page title="Sessions">{null}</Page>;
