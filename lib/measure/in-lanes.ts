/**
 * Works through items in their order, `laneCount` at once. The first failure keeps the lanes from taking another item.
 *
 * @throws the first failure, once no item is under way any more
 */
export async function inLanes<Item>(
  items: readonly Item[],
  laneCount: number,
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const rest = items.entries();
  const lane = async () => {
    for (const [index, item] of rest) {
      try {
        await work(item, index);
      } catch (thrown) {
        failures.push(thrown);
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(laneCount, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
