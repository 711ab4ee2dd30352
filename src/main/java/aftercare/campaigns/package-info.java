/**
 * Campaigns: the same change brought to all devices of a model, with the consent of their customers and in batches.
 *
 * <p>A module of its own and not a part of upkeep: a plan of upkeep is about days that come round, a campaign is about versions and
 * ends when every device has a result. They share only what both are made of: cases by plan, and the round from device to device.
 * Which version a device has is a line of its configuration; a device that was done has the new one written there. Owns the schema
 * {@code campaigns}.
 */
@ApplicationModule(displayName = "Campaigns 升级活动", allowedDependencies = {"kernel", "platform", "identity", "timeline", "notices", "customers", "assets", "cases", "forms", "dispatch", "fieldwork"})
@NullMarked
package aftercare.campaigns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
