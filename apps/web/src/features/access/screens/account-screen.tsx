import { Page } from "../../../shell/page.tsx";

export const AccountScreen = () => <Page title="Account">{null}</Page>;
