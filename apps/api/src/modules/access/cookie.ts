const tokenShape = /^[\w-]{43}$/;
const secureName = "__Host-handrail";
const plainName = "handrail";

const valuesOf = (header: string, name: string): string[] =>
  header
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));

interface TokenHeaders {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
  /** Where it is known that the page came over https, the plain name is not read: any neighbour may have set it. */
  readonly isSecure?: boolean;
}

/**
 * The sign-in token of a request: from the cookie, or as a bearer token for programs. Two cookies of one name are a sign
 * of someone else's hand and count as none.
 */
export const readToken = ({ cookie = "", authorization = "", isSecure = false }: TokenHeaders): string | null => {
  // The prefixed one first: only this host itself can have set it.
  for (const name of isSecure ? [secureName] : [secureName, plainName]) {
    const values = valuesOf(cookie, name);
    if (values.length > 1) return null;
    const [value] = values;
    if (value !== undefined) return tokenShape.test(value) ? value : null;
  }
  const bearer = /^bearer ([\w-]+)$/i.exec(authorization)?.[1];
  return bearer !== undefined && tokenShape.test(bearer) ? bearer : null;
};

/** Longest life of a sign-in, in seconds: 12 hours. */
const longest = 12 * 60 * 60;

export const tokenCookie = (token: string, isSecure: boolean): string =>
  `${isSecure ? secureName : plainName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${longest}${isSecure ? "; Secure" : ""}`;

export const noCookie = (isSecure: boolean): string =>
  `${isSecure ? secureName : plainName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure ? "; Secure" : ""}`;
