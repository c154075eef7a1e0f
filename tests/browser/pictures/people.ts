export const LENA = "lena.brandt@lumenandoak.example";
export const OMAR = "omar.haddad@lumenandoak.example";

/** The address of a customer. */
export function emailOf(name: string): string {
  const local = name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z ]/g, "")
    .replaceAll(" ", ".");
  return `${local}@example.com`;
}
