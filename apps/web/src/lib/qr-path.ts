/** A QR code as one SVG path over `size` by `size` squares; the dark ones are drawn. The library loads when it is needed. */
export const qrPath = async (text: string): Promise<{ readonly size: number; readonly path: string }> => {
  const { create } = await import("qrcode");
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const squares = Array.from(data, (isDark, index) =>
    isDark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : "",
  );
  return { size, path: squares.join("") };
};
