/** A text in which the words that begin as what was typed does stand out. */
export function Marked({ text, typed }: { text: string; typed: string }) {
  const words = new Set(typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const parts = text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    const length = Math.max(
      0,
      ...[...words].filter((word) => part.toLowerCase().startsWith(word)).map(({ length }) => length),
    );
    return { begun: part.slice(0, length), rest: part.slice(length) };
  });
  return (
    <>
      {parts.map(({ begun, rest }, place) => (
        <span key={place}>
          {begun && <mark>{begun}</mark>}
          {rest}
        </span>
      ))}
    </>
  );
}
