import { Page } from "../../../shell/page.tsx";

export const SignInScreen = () => <Page title="SignIn">{null}</Page>;
