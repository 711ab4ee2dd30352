/** The product's mark: a shield that keeps its word. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="var(--primary)" />
      <path
        d="M16 5.5 25 9v7.2c0 5-3.6 8.6-9 10.3-5.4-1.7-9-5.3-9-10.3V9z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      <path
        d="m11.6 15.9 3.2 3.2 5.8-6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
