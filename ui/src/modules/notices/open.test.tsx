import { waitFor } from '@testing-library/react'
import { answers, openDesk, SIGNED_IN } from '@tests/open'
import { expect, it } from 'vitest'

it('a mail about something leads to its page, and about what has none to the notices', async () => {
  answers(SIGNED_IN)
  const page = openDesk('/open/device/d1')
  await waitFor(() => expect(page.address()).toBe('/devices/d1'))
  const other = openDesk('/open/rotation/r1')
  await waitFor(() => expect(other.address()).toBe('/notices'))
})
