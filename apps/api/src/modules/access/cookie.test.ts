import { expect, test } from "vitest";

import { noCookie, readToken, tokenCookie } from "./cookie.ts";
import { newToken } from "./token.ts";

const token = newToken();
const another = newToken();

test("reads the token by either name, beside other cookies, or as a bearer token", () => {
  expect(readToken({ cookie: `handrail=${token}` })).toBe(token);
  expect(readToken({ cookie: `a=b; __Host-handrail=${token}; c=d` })).toBe(token);
  expect(readToken({ authorization: `Bearer ${token}` })).toBe(token);
  expect(readToken({})).toBeNull();
});

test("two cookies of one name are refused, equal or not", () => {
  expect(readToken({ cookie: `handrail=${token}; handrail=${another}` })).toBeNull();
  expect(readToken({ cookie: `handrail=${token}; handrail=${token}` })).toBeNull();
  expect(readToken({ cookie: `__Host-handrail=${token}; x=y; __Host-handrail=${another}` })).toBeNull();
});

test("the prefixed cookie goes before a plain one; over https the plain one is not read", () => {
  expect(readToken({ cookie: `handrail=${another}; __Host-handrail=${token}` })).toBe(token);
  expect(readToken({ cookie: `handrail=${another}`, isSecure: true })).toBeNull();
});

test.each(["", "short", `${token}x`, `${token.slice(1)}%`, `"${token}"`])("%s is no token", (value) => {
  expect(readToken({ cookie: `handrail=${value}` })).toBeNull();
  expect(readToken({ authorization: `Bearer ${value}` })).toBeNull();
});

test("names that only look alike are other cookies", () => {
  expect(readToken({ cookie: `xhandrail=${token}; handrail2=${token}; HANDRAIL=${token}` })).toBeNull();
});

test("the cookie is out of reach of scripts and other sites, and lives 12 hours", () => {
  expect(tokenCookie(token, false)).toBe(`handrail=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200`);
  expect(tokenCookie(token, true)).toBe(
    `__Host-handrail=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure`,
  );
  expect(noCookie(true)).toBe("__Host-handrail=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
});
